# Words of the guide's desk. Key words are short: the bottom line has 80 columns.

guide-title = 導辦台
guide-items = 事項
guide-tickets = 號票
guide-find-items = 輸入拼音首字母、名稱或代碼
guide-find-tickets = 輸入號碼
guide-no-item = 沒有這樣的事項
guide-no-ticket = 沒有這樣的號
guide-hint = 找到事項按 Enter 就取號。要恢復過號、補打、改優先或作廢，按 Tab 找號票。

# How something stands.
guide-rests = 暫停：{ $reason }
guide-waiting = 等 { $count } 人
guide-wait = 約 { $low }–{ $high } 分
guide-ahead = 前面 { $count } 人
guide-called = 叫到 { $window } 號窗口
guide-serving = { $window } 號窗口辦理中
guide-held = { $window } 號窗口掛起
guide-missed = 過號，{ $time } 前可恢復
guide-missed-too-late = 過號太久
guide-paper-doubt = 缺票？

# The number given last.
guide-go-to = 到 { $windows } 號窗口
guide-existing = 這個人已經有這個號
guide-no-printer = 沒有印表機，請把號碼寫下來
guide-printing = 正在列印號票
guide-printed = 號票已列印
guide-printed-copy = 補打的號票已列印
guide-failed = 號票沒有打出來：{ $cause }。按 Tab 找到號碼再補打。
guide-unknown = 不能確定號票出來了沒有。沒有出來就按 Tab 補打。

# What can be done.
guide-do-go = 去求助的窗口
guide-do-take = 取號
guide-do-restore = 恢復排隊
guide-do-copy = 補打號票（註明補打）
guide-do-seen = 號票出來了，我看到了
guide-do-class = 改人群（優先）
guide-do-void = 作廢這個號
guide-done-restore = { $number } 已恢復排隊
guide-done-seen = { $number } 的號票已記為列印好
guide-done-class = { $number } 的人群已改
guide-done-void = { $number } 已作廢
guide-nothing-to-do = 這個號現在沒有可做的事
guide-nothing-to-do-hint = 在窗口的號由窗口處理；補打要接印表機
guide-list-closed = 這個號已經結束，列表已關上

# What is asked.
guide-ask-age = 這件事要滿 { $age } 歲，問過了嗎？
guide-age-own = 本人來，已滿 { $age } 歲
guide-age-agent = 替滿 { $age } 歲的人來辦
guide-ask-class = { $item }：哪類人群？
guide-ask-deed = { $number }：做什麼？
guide-ask-reclass = { $number } 改成哪類人群？
guide-ask-why-class = { $number } 為什麼改？（記錄在案）
guide-ask-why-void = { $number } 為什麼作廢？（記錄在案）
guide-why-elder = 年老，站不久
guide-why-disabled = 殘疾或行動不便
guide-why-pregnant = 孕婦
guide-why-child = 帶著小孩
guide-why-soldier = 軍人、消防救援人員
guide-why-mistake = 取號時選錯了人群
guide-why-no-paper = 號票沒有出來，另給了號
guide-why-wrong-item = 取錯了事項
guide-why-twice = 多取了一個號
guide-why-leaves = 本人不辦了

# Keys.
guide-enter = Enter
guide-key-take = 取號
guide-key-choose = 選擇
guide-key-list = 事項/號票
guide-key-clear = 清除
guide-key-language = 號票 { $language }
guide-key-go = 應答求助
guide-key-help = 全部
guide-key-quit = 退出
guide-help-choose = 給標出的事項取號，或對標出的號做點什麼
guide-help-list = 在事項和號票之間換
guide-help-clear = 清除輸入的字和右邊的號碼；問題上按就是不做
guide-help-language = 換下一張號票的語言
guide-help-go = 去求助的窗口;再按一下表示已處理
guide-help-help = 打開或關上這一頁
guide-help-quit = 退出程式
guide-help-move = 移動標記；也可以用 PageUp、PageDown、Home、End
guide-help-find = 直接打字就是查找：gjk 找公交卡，a23 或 23 找 A023。
guide-help-doubt = 標著「缺票？」的號，印表機沒有說出來了：問本人，補打或作廢。

# At the command line.
guide-demo-old = 正在執行的演示沒有導辦台
guide-demo-old-hint = 重新執行演示:hall-server demo
guide-doctor-token = 令牌是導辦台的
