# Words of the guide's desk. Key words are short: the bottom line has 80 columns.

guide-title = 导办台
guide-items = 事项
guide-tickets = 号票
guide-find-items = 输入拼音首字母、名称或代码
guide-find-tickets = 输入号码
guide-no-item = 没有这样的事项
guide-no-ticket = 没有这样的号
guide-hint = 找到事项按回车就取号。要恢复过号、补打、改优先或作废，按 Tab 找号票。

# How something stands.
guide-rests = 暂停：{ $reason }
guide-waiting = 等 { $count } 人
guide-wait = 约 { $low }–{ $high } 分
guide-ahead = 前面 { $count } 人
guide-called = 叫到 { $window } 号窗口
guide-serving = { $window } 号窗口办理中
guide-held = { $window } 号窗口挂起
guide-missed = 过号，{ $time } 前可恢复
guide-missed-too-late = 过号太久
guide-paper-doubt = 缺票？

# The number given last.
guide-go-to = 到 { $windows } 号窗口
guide-existing = 这个人已经有这个号
guide-no-printer = 没有打印机，请把号码写下来
guide-printing = 正在打印号票
guide-printed = 号票已打印
guide-printed-copy = 补打的号票已打印
guide-failed = 号票没有打出来：{ $cause }。按 Tab 找到号码再补打。
guide-unknown = 不能确定号票出来了没有。没有出来就按 Tab 补打。

# What can be done.
guide-do-go = 去求助的窗口
guide-do-take = 取号
guide-do-restore = 恢复排队
guide-do-copy = 补打号票（注明补打）
guide-do-seen = 号票出来了，我看到了
guide-do-class = 改人群（优先）
guide-do-void = 作废这个号
guide-done-restore = { $number } 已恢复排队
guide-done-seen = { $number } 的号票已记为打印好
guide-done-class = { $number } 的人群已改
guide-done-void = { $number } 已作废
guide-nothing-to-do = 这个号现在没有可做的事
guide-nothing-to-do-hint = 在窗口的号由窗口处理；补打要接打印机
guide-list-closed = 这个号已经结束，列表已关上

# What is asked.
guide-ask-age = 这件事要满 { $age } 岁，问过了吗？
guide-age-own = 本人来，已满 { $age } 岁
guide-age-agent = 替满 { $age } 岁的人来办
guide-ask-class = { $item }：哪类人群？
guide-ask-deed = { $number }：做什么？
guide-ask-reclass = { $number } 改成哪类人群？
guide-ask-why-class = { $number } 为什么改？（记录在案）
guide-ask-why-void = { $number } 为什么作废？（记录在案）
guide-why-elder = 年老，站不久
guide-why-disabled = 残疾或行动不便
guide-why-pregnant = 孕妇
guide-why-child = 带着小孩
guide-why-soldier = 军人、消防救援人员
guide-why-mistake = 取号时选错了人群
guide-why-no-paper = 号票没有出来，另给了号
guide-why-wrong-item = 取错了事项
guide-why-twice = 多取了一个号
guide-why-leaves = 本人不办了

# Keys.
guide-enter = 回车
guide-key-take = 取号
guide-key-choose = 选择
guide-key-list = 事项/号票
guide-key-clear = 清除
guide-key-language = 号票 { $language }
guide-key-go = 应答求助
guide-key-help = 全部
guide-key-quit = 退出
guide-help-choose = 给标出的事项取号，或对标出的号做点什么
guide-help-list = 在事项和号票之间换
guide-help-clear = 清除输入的字和右边的号码；问题上按就是不做
guide-help-language = 换下一张号票的语言
guide-help-go = 去求助的窗口;再按一下表示已处理
guide-help-help = 打开或关上这一页
guide-help-quit = 退出程序
guide-help-move = 移动标记；也可以用 PageUp、PageDown、Home、End
guide-help-find = 直接打字就是查找：gjk 找公交卡，a23 或 23 找 A023。
guide-help-doubt = 标着“缺票？”的号，打印机没有说出来了：问本人，补打或作废。

# At the command line.
guide-demo-old = 正在运行的演示没有导办台
guide-demo-old-hint = 重新运行演示:hall-server demo
guide-doctor-token = 令牌是导办台的
