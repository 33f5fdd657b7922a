# Words of the surface: screen, the touch page of the kiosk.

screen-title = 取號 · { $hall }
screen-welcome = 請點一下您要辦的事
screen-frequent = 常辦事項
screen-zones = 按服務區找
screen-search = 搜尋
screen-search-what = 輸入拼音首字母或名稱，例如 gjk
screen-search-none = 沒有找到“{ $text }”，請換一個詞，或到{ $desk }問一問
screen-find = 查我的號
screen-find-what = 輸入號票上的號碼
screen-find-nothing = { $number } 不在等候：可能已經辦完，或者輸錯了。請到{ $desk }問一問。
screen-find-waiting = { $number } 正在等候，前面 { $ahead } 人
screen-find-called = { $number } 叫到了，請馬上到 { $window } 號窗口
screen-find-at-window = { $number } 正在 { $window } 號窗口辦理
screen-find-missed = { $number } 過號了，請在 { $time } 前到{ $desk }恢復
screen-find-too-late = { $number } 過號太久了，請重新取號
screen-home = 返回首頁
screen-erase = 刪除
screen-size-0 = 大字
screen-size-1 = 更大
screen-size-2 = 標準
screen-open = 可取號
screen-hours = { $from }–{ $until } 取號
screen-shut = 現在不取號
screen-paused = 暫停：{ $reason }
screen-waiting = { $count ->
    [0] 無人等候
   *[other] 等候 { $count } 人
}
screen-wait = 大約 { $low }–{ $high } 分鐘
screen-where = 窗口
screen-where-what = { $windows } 號窗口，{ $floor } { $zone }
screen-queue = 排隊
screen-bring = 請帶好
screen-days = 辦理時間
screen-days-what = { $days ->
    [0] 當場辦結
   *[other] { $days } 個工作日
}
screen-fee = 收費
screen-fee-none = 不收費
screen-fee-what = { $yuan } 元
screen-online = 這件事也可以在網上辦，不用排隊
screen-self-service = 這件事也可以在自助機上辦
screen-class = 您是
screen-take = 取號
screen-age = 辦這件事要滿 { $age } 歲。請選一項：
screen-age-own = 我已滿 { $age } 歲，取號
screen-age-agent = 替滿 { $age } 歲的家人辦，取號
screen-taking = 正在取號，請稍等
screen-your-number = 您的號碼
screen-printing = 正在列印號票
screen-printed = 請取走號票
screen-printed-copy = 請取走補打的號票
screen-paper-unknown = 不能確定號票出來了沒有。沒有出來就點下面，再打一張；號碼 { $number } 有效。
screen-paper-failed = 號票沒有打出來：{ $cause }。號碼 { $number } 有效，請記住，或到{ $desk }補打。
screen-again = 再打一張
screen-sorry = 現在不能取號
screen-busy = 前面的人正在取號，請稍等再試
screen-no-copy = 已經補打過了，請到{ $desk }
screen-not-stored = 這臺取號機暫時不能用，請到另一臺取號機或{ $desk }
screen-offline-no-number = 網路斷了，這件事現在不能取號，請到{ $desk }
screen-offline-hours = 現在不是取號時間：{ $from }–{ $until }
screen-offline-day-over = 今天的號已經取完
screen-offline-paused = 這件事暫停辦理，請到{ $desk }問一問
screen-offline-age = 辦這件事要滿 { $age } 歲
screen-offline-no-agents = 這件事要本人來辦
screen-strip-offline = 網路中斷，號碼照常有效
screen-strip-refused = 這臺取號機沒有登記，請找工作人員
screen-strip-starting = 正在連接伺服器，請稍等
screen-printer = 這臺機器{ $cause }，請到另一臺取號機或{ $desk }
screen-still-there = 還在看嗎？馬上回到首頁
screen-stay = 繼續
screen-places = 便民設施
screen-print = 列印材料清單
screen-slip-printing = 正在列印，請稍等
screen-slip-printed = 請取走列印好的紙
screen-slip-unknown = 不能確定紙出來了沒有，沒有出來請到{ $desk }
screen-slip-failed = 沒有印出來：{ $cause }。請到{ $desk }
screen-aloud = 朗讀
screen-pause = 。
screen-print-found = 列印查詢結果
