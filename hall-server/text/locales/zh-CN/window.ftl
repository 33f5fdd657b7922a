# Words of the clerk's terminal. Key words are short: the bottom line has 80 columns.

# Keys: short words.
window-key-call-next = 下一位
window-key-recall = 重呼
window-key-start = 开始
window-key-finish = 办结
window-key-missed = 过号
window-key-hold = 挂起
window-key-transfer = 转办
window-key-pause = 暂停
window-key-back = 回来
window-key-resume = 续办
window-key-release = 放回
window-key-reopen = 撤回
window-key-restore = 恢复
window-key-outcome = 未办成
window-key-call-chosen = 点呼
window-key-withdraw = 弃号
window-key-put-right = 更正
window-key-go-on = 续办下项
window-key-quick-finish = 即办结
window-key-serve-now = 直接办
window-key-stop-queue = 停取号
window-key-alarm = 报警
window-key-ask-guide = 请导办
window-key-go-and-help = 去帮忙
window-key-open = 开窗
window-key-close = 关窗
window-key-lock-screen = 锁屏
window-key-sign-out = 签退
window-key-sign-in = 签到
window-key-quit = 退出
window-key-help = 全部
window-space = 空格

# Keys: sentences, on the page of all keys.
window-help-call-next = 叫下一位到本窗口
window-help-recall = 再呼一次在手的号
window-help-start = 人已到窗口,开始办理
window-help-finish = 办完了,请群众评价
window-help-missed = 呼叫后没有人来,记过号
window-help-hold = 群众暂时离开,号留在本窗口
window-help-transfer = 转到别的队列或窗口,号码不变,要写原因
window-help-pause = 暂停本窗口(选原因和分钟);暂停时按一下回来
window-help-resume = 挂起的人回来了,继续办
window-help-release = 把叫到或挂起的号放回队列,位置不变
window-help-reopen = 撤回刚才的办结或过号(2 分钟内)
window-help-restore = 过号的人来了,恢复排队一次
window-help-outcome = 没办成:材料不全,或不予受理
window-help-call-chosen = 不按顺序叫一位,要写原因
window-help-withdraw = 等候的人不办了,作废这个号
window-help-put-right = 更正事项、件数,或填办件编号(办结时一起记下)
window-help-go-on = 办结这一项,同一个号接着办下一项,或去收费
window-help-quick-finish = 叫到就办结:只领取东西,不用先按开始
window-help-serve-now = 没有号的人已在窗口:给一个号直接办,要写原因
window-help-stop-queue = 本窗口的队列停止取号,或恢复取号
window-help-alarm = 有危险:悄悄通知全部窗口和管理员;再按一下问是否解除
window-help-ask-guide = 请导办员到本窗口来;再按一下取消
window-help-go-and-help = 去报警或求助的窗口;再按一下表示已处理
window-help-open = 开窗,或结束暂停
window-help-close = 关窗下班
window-help-lock-screen = 锁屏;回来刷卡或输密码
window-help-sign-out = 签退下班,窗口一起关
window-help-quit = 退出程序;窗口状态留在服务器上
window-help-help = 打开或关上这一页
window-help-title = 全部按键
window-help-lists = 列表里:↑ ↓ 或数字选择,回车确定,Esc 取消。数字键勾选材料。
window-help-back = 按任意键返回
window-help-pages = ↓ ↑ 翻页,第 { $page } 页共 { $pages } 页;按其他键返回

# Top line.
window-state-open = 开窗
window-state-paused = 暂停
window-state-closed = 未开窗
window-state-unknown = 读取中
window-count-waiting = 等 { $count }
window-count-finished = 办 { $count }
window-count-missed = 过号 { $count }
window-practice = 练习 / Practice: 这里的一切都不是真的
window-link-up = 已连接
window-link-connecting = 正在连接
window-link-lost = 断开 { $seconds } 秒
window-link-refused = 被拒绝
window-silent = 服务器听不到本窗口

# The number in hand.
window-called = 请到窗口
window-serving = 办理中
window-calls = 已呼 { $count } 次
window-usual = 平时 { $minutes } 分
window-waited = 等了 { $minutes } 分
window-leg = 第 { $leg } 程
window-visit = 本次来访
window-visit-leg = { $time } { $window } 号窗 { $matter } · { $end }
window-leg-finished = 办结
window-leg-went-on = 接着办
window-leg-transferred = 转出
window-leg-missed = 过号
window-leg-withdrawn = 放弃
window-leg-expired = 未办
window-leg-incomplete = 缺材料
window-leg-refused = 不予办理
window-bound = 指定本窗口
window-suggest-missed = 已呼 { $count } 次,建议过号({ $key })
window-recall-in = { $seconds } 秒后可重呼或过号
window-materials = 材料(数字键勾选)
window-arrived = 到号 { $time }
window-taken = 取号 { $time }
window-ahead-by-class = 优先排前:{ $number } 到号 { $time } − { $minutes } 分
window-last-calls = 本窗口最近叫号
window-call-line = { $time } { $number } 第 { $times } 次

# With empty hands.
window-next = 下一位 { $number }
window-press-next = 按 { $key } 叫号
window-nobody = 现在没有人等候
window-nobody-hint = 有人取号时会响一声
window-closed-title = 本窗口未开窗
window-closed-hint = 按 { $key } 开窗
window-paused-title = 暂停:{ $reason }
window-paused-until = { $time } 恢复
window-paused-hint = 按 { $open } 或 { $pause } 回来
window-day-closing = 今天已停止取号,手里有号的都办完
window-day-closed = 今天已结束
window-may-reopen = { $number } 刚放下,按 { $key } 撤回
window-day-before = 今天还没开始,还不发号
window-message = 大厅 { $time }: { $text }
window-waiting-for-server = 正在等服务器的消息…

# Lists.
window-list-waiting = 等候
window-list-counts = 我的 { $own } · 帮办 { $helped }
window-list-counts-own = 我的 { $own }
window-list-missed = 过号
window-list-held = 挂起
window-list-until = { $time } 止
window-list-more = 还有 { $count } 人
window-list-empty = 无人等候
window-list-hall = 全厅队列
window-hall-queue = 等 { $waiting } · 开 { $windows } 窗
window-minutes = { $minutes } 分
window-held = 挂起 { $count }

# The pad.
window-pad-offline = 评价器没有应答
window-pad-ready = 评价器正常
window-pad-asking = 评价器正在请群众评价
window-pad-rated = 刚才的服务已评价
window-pad-not-rated = 刚才的服务未评价
window-pad-not-asked = 评价器没能请群众评价
window-pad-failed = 评价没有存上
window-pad-unstated = 评价器上未选原因
window-pad-unfit = 评价器不请人评价
window-pad-levels = 它有 { $offered } 个选项,要的是 { $asked } 个:把评价器设成 { $asked } 个,或用 --pad-driver 写明它的驱动文件
window-device-failed = 程序的这一部分出错了:退出后重新启动

# The call box.
window-box-offline = 呼叫器没有应答
window-box-ready = 呼叫器正常
window-box-list-open = 呼叫器按键没有起作用:列表还开着
window-box-locked = 呼叫器按了没用: 请先签到
window-box-list-open-hint = 先选一项或按 Esc,再按一次呼叫器

# The line above the keys.
window-sent = 已发出:{ $act },等待答复
window-lost = 连接断开({ $time } 起,{ $seconds } 秒),正在重连
window-lost-from-start = 还没连上服务器({ $seconds } 秒),正在重试
window-not-sent = 没有发送:连接断开 { $seconds } 秒
window-not-sent-hint = 正在重连;办结、过号可以先记下,别的连上后再按
window-not-connected-yet = 还没连上服务器
window-not-connected-yet-hint = 连上后再按一次
window-no-answer = 没有收到答复,不知道是否已办成
window-no-answer-hint = 以屏幕上的号码为准,再决定要不要重按
window-misunderstood = 服务器的答复看不懂
window-misunderstood-hint = 请告诉管理员:两边程序的版本可能不同
window-not-a-window = 这个令牌不是窗口的令牌
window-nobody-missed = 没有可以恢复的过号
window-nobody-waits = 本窗口没有人在等
window-nothing-to-finish = 手里没有号,不能办结
window-nothing-to-finish-hint = 先叫号并开始办理
window-nothing-to-reopen = 没有可以撤回的号
window-nothing-to-reopen-hint = 只能撤回本窗口刚办结或刚过的号
window-nothing-to-transfer = 手里没有号,不能转办
window-nothing-to-transfer-hint = 先叫号并开始办理
window-pause-in-hand = 手里还有号,不能暂停
window-pause-in-hand-hint = 先办结、挂起或放回
window-no-other-queue = 没有别的队列可转
window-list-closed = 这个号已不在手里,列表已关上

# Choosing.
window-ask-resume = 哪一位回来了?
window-ask-release = 把哪一个号放回队列?
window-ask-restore = 恢复哪一个过号?
window-ask-transfer = { $number } 转到哪里?
window-ask-transfer-why = 为什么转?
window-ask-transfer-words = 写下转办原因:
window-ask-pause = 为什么暂停?
window-ask-minutes = 暂停多久?
window-ask-close = 还有 { $count } 人在等,关窗吗?
window-ask-outcome = { $number } 结果如何?
window-outcome-incomplete = 材料不全,改日再来
window-outcome-refused = 不予受理,已说明原因
window-ask-call = 提前叫哪一位?
window-ask-call-why = 为什么提前叫?
window-ask-call-words = 写下提前叫的原因:
window-ask-withdraw = 哪一位不办了?
window-call-back-again = 补齐材料回来了
window-call-passed = 误被跳过
window-call-frail = 年老、生病或带幼儿,不宜久等
window-call-urgent = 今天到期的急事
window-call-appointed = 约好这个时间来
window-transfer-window = 只到 { $window } 号窗口({ $name })
window-ask-keys = ↑ ↓ 或数字选择,回车确定,Esc 取消
window-ask-keys-words = 回车确定,Esc 取消
window-transfer-queue = { $name }(等 { $waiting } 人,开 { $windows } 窗)
window-transfer-next-step = 下一个环节在那里办
window-transfer-wrong-queue = 取错了号
window-transfer-other-department = 应由别的部门办理
window-transfer-second-matter = 还要办另一件事
window-transfer-equipment = 本窗口设备故障
window-own-words = 其他,自己写
window-pause-break = 短时离开
window-pause-meal = 用餐
window-pause-meeting = 开会
window-pause-supplies = 领取用品
window-pause-system = 系统故障
window-pause-minutes = { $minutes } 分钟
window-close-no = 不关,继续办
window-close-yes = 关窗,等的人由别的窗口办

window-no-sign-in = 这个大厅不用签到
window-sign-in-who = 请签到: 选岗位,或刷卡
window-sign-in-code = 请输入工号
window-sign-in-unknown = 请输入本窗口的岗位或工号
window-sign-in-pin = { $clerk } 的密码
window-sign-in-hand = 手里有号: { $number }
window-sign-in-keys = ↑↓ 或数字选 · 回车确定 · 刷卡直接签到 · Ctrl+C 退出
window-sign-in-keys-pin = 回车确定 · Esc 重选
window-signed-in = 已签到
window-signed-in-closed = 已签到,按 { $key } 开窗
window-scanner-offline = 刷卡器断开了
window-card-comes = 等待刷卡器
window-card-unread = 没有读到卡
window-card-unread-hint = 请再刷一次
window-card-known = 已经签到了
window-card-known-hint = { $lock } 锁屏,{ $out } 签退

# Services: put right, next matter, without paper, stopping a queue.
window-nothing-to-go-on = 没有正在办理的号
window-nothing-to-go-on-hint = 先叫号、开始办理
window-hands-full = 手里还有号
window-hands-full-hint = 先办结、挂起或放回
window-open-first = 窗口没有开
window-open-first-hint = 先按 { $key } 开窗
window-no-items = 本窗口没有可以直接办的事项
window-no-queue = 本窗口没有自己的队列
window-bad-quantity = 件数要写 1 到 { $max } 的数字
window-bad-case = 这不是办件编号
window-bad-case-hint = 4 到 40 位字母、数字或 - / . ;不能写证件号、手机号
window-goes-on = { $number } 去办 { $place }({ $window } 号窗口),前面 { $ahead } 人
window-queue-stopped = { $name } 已停止取号
window-queue-started = { $name } 恢复取号
window-queue-stop = 停止取号:{ $name }
window-queue-start = 恢复取号:{ $name }(已停:{ $reason })
window-go-on-here = { $name } · 本窗口接着办
window-go-on-there = { $name } · 等 { $waiting } 人
window-noted = 已记
window-pieces = { $count } 件
window-case = 编号 { $case }
window-right-item = 实际办的事项
window-right-quantity = 办了几件
window-right-case = 办件编号
window-ask-right = 更正什么?
window-ask-served-item = 实际办的是哪一项?
window-ask-quantity = 一次办了几件?
window-ask-case = 办件编号(部门系统给的):
window-ask-go-on = { $number } 接着办什么?
window-ask-serve = 直接办哪一项?
window-ask-serve-why = 为什么不取号直接办?
window-ask-serve-words = 写下直接办的原因:
window-ask-stop = 停止或恢复哪个队列取号?
window-ask-stop-why = 为什么停止取号?
window-ask-stop-words = 写下停止取号的原因:
window-ask-keys-search = 打字(拼音首字母)查找,↑↓ 数字,回车,Esc 取消
window-ask-typed = 查找:{ $typed }_  ↑↓ 回车,Esc 取消
window-serve-question = 只问一件事
window-serve-back = 补齐材料回来了
window-serve-collect = 来取办好的东西
window-serve-no-kiosk = 不会用取号机
window-serve-frail = 年老、生病或带幼儿,不宜久等

# Help: asked for here, and by other windows.
window-aid-alarm = { $window } 号窗口报警求助,请马上过去(J 或 F11)
window-aid-guide = { $window } 号窗口请人帮忙(J 或 F11 应答)
window-aid-accepted = { $window } 号窗口的求助:{ $who } 已应答
window-aid-to-alarm = { $window } 号窗口:报警
window-aid-to-guide = { $window } 号窗口:请人帮忙
window-own-alarm-asked = 已发送
window-own-alarm-comes = 已发送,{ $who } 过来了
window-own-guide-asked = 已请导办员
window-own-guide-comes = { $who } 过来帮忙了
window-nobody-asks = 现在没有窗口求助
window-ask-alarm-over = 解除吗?
window-ask-help-whom = 去哪个窗口?
window-alarm-still = 不,继续
window-alarm-over = 没事了,解除

# Noted while the link is lost.
window-note = 已记下:{ $number } { $act },恢复连接后发送({ $key } 取消)
window-note-gone = 记下的已取消
window-note-dropped = { $number } 记下的没有发送:服务器丢过记录
window-note-dropped-hint = 看清屏幕上的号再按

# Too small.
window-too-small = 终端太小
window-too-small-hint = 至少 { $columns } 列 { $rows } 行
window-plain = 终端不是 UTF-8(区域设置 { $locale }):只能用英文
window-plain-hint = 启动前设 LANG=C.UTF-8,就有其他语言

# At the command line.
window-say-server = 不知道连到哪里:缺 --server 或 --token-file
window-say-server-hint = 例:window-tui --server http://192.168.1.10:8080 --token-file /etc/hall/window-14.token;看演示用 --demo
window-pad-needs-token = 评价器要用自己的令牌:缺 --pad-token-file
window-pad-needs-token-hint = 在服务器上登记:hall-server enrol --role pad --name 名称 --window 窗口号
window-box-needs-driver = 不知道呼叫器的字节格式:缺 --call-box-driver
window-box-needs-driver-hint = 指定它的文件,例如 window-tui/drivers/call-box-21-keys.toml
window-driver-needs-port = 指定了驱动文件,没有指定设备的串口
window-driver-needs-port-hint = 加上 --pad 串口 或 --call-box 串口,例如 --call-box /dev/ttyUSB1
window-pads-say-server = 不知道连哪里:缺 --server
window-pads-say-server-hint = 例如:window-tui pads --server http://192.168.1.10:8080 --line /dev/ttyUSB0 --at 14=pad-14.token --at 15=pad-15.token
window-pads-too-many = 一条线上最多 { $count } 个评价器
window-pads-too-many-hint = 其余的接到另一个转换器,另开一个程序
window-pads-twice = { $window } 号窗口写了两次
window-pads-twice-hint = 每个窗口写一次:--at 窗口号=文件
window-pads-other-window = 这个令牌是 { $window } 号窗口的:换成本窗口的文件
window-pads-unconnected = 没有连上服务器
window-pads-no-driver = 一条线上的评价器只用 HSP-1:--pad 和 --pad-driver 在这里不起作用
window-pads-no-driver-hint = 去掉它们,环境变量 HALL_PAD 和 HALL_PAD_DRIVER 也去掉;别家的评价器要单独的串口:window-tui --pad 串口 --pad-driver 文件
window-no-terminal = 标准输入或输出不是终端,窗口程序要在终端里运行
window-no-terminal-hint = 直接在终端或 tmux 里运行,不要重定向;只检查设备用 window-tui doctor
window-crashed = 程序的一部分出错了: { $what }
window-crashed-hint = 终端已还原;请再启动一次,把上面这行告诉管理员
window-demo-none = 没有正在运行的演示(找不到 { $path })
window-demo-none-hint = 先在另一个终端运行:hall-server demo
window-demo-bad = 演示的文件 { $path } 读不懂:{ $what }
window-demo-bad-hint = 重新运行演示:hall-server demo
window-doctor-window = { $window } 号窗口的令牌,服务器认得
window-doctor-silent = 服务器没有应答
window-doctor-terminal = { $columns } × { $rows }
window-doctor-narrow = { $columns } × { $rows },太窄,不显示等候名单;至少 72 列才有
window-doctor-no-pad = 没有指定评价器(--pad)
window-doctor-pad-silent = 没有应答:检查电源、接线和速率

# The bar above the window: few cells, seen by everybody.
window-bar-please = 请办理
window-bar-serving = 办理中
window-bar-paused = 暂停
window-bar-paused-until = 暂停 { $time } 恢复
window-bar-back = { $time } 恢复
window-bar-closed = 未开窗
window-bar-test = 测试 0123 AB

# The bar, for the clerk.
window-bar-offline = 窗口条屏没有正常显示
window-bar-silent = 没有应答:检查电源、接线、速率和站号
window-bar-busy = 一直说忙
window-bar-refused = 拒绝了(代码 { $code }):检查 --bar-driver 文件
window-bar-garbled = 应答看不懂:检查端口和 --bar-driver 文件
window-bar-needs-both = 窗口条屏要同时给出 --bar 和 --bar-driver
window-bar-needs-both-hint = 例:--bar tcp:192.168.1.60:502 --bar-driver bar.toml
window-doctor-no-bar = 没有指定窗口条屏(--bar)
window-doctor-bar-shows = 条屏已应答,请看它是否显示"{ $text }"
window-doctor-bar-sent = 已发送"{ $text }",这种条屏不应答,请看它是否显示
window-doctor-bar-keeps = 它没有超时,程序断了也会一直显示
window-doctor-pad-press = 请在 { $seconds } 秒内按一下评价器的任意键
window-doctor-pad-pressed = 收到评价器的按键
window-doctor-pad-unpressed = 没有收到评价器的按键:检查电源、接线、速率和驱动文件
window-doctor-no-box = 没有指定呼叫器(--call-box)
window-doctor-box-press = 请在 { $seconds } 秒内按一下呼叫器的任意键
window-doctor-box-pressed = 收到按键:{ $act }
window-doctor-box-silent = 没有收到按键:检查电源、接线、速率和驱动文件
window-doctor-no-scanner = 没有指定刷卡器(--scanner)
window-doctor-scan = 请在 { $seconds } 秒内刷一次工作卡
window-doctor-scanned = 读到一张卡,{ $count } 个字符
window-doctor-scan-silent = 没有读到卡:检查电源、接线和速率,刷卡器要在卡号后加 CR 或 LF
window-doctor-scanner-types = 刷卡器当键盘用(按键文件 card = { $key }):请在签到页刷卡试
window-doctor-small = { $columns } × { $rows },80 × 24 才显示得全
window-doctor-utf8 = UTF-8
window-doctor-no-utf8 = 不是 UTF-8(区域设置 { $locale }),只能用英文:设 LANG=C.UTF-8 就有其他语言
window-doctor-colour = 有颜色
window-doctor-no-colour = 没有颜色(NO_COLOR)
window-doctor-dumb = TERM={ $term } 不能定位文字:换一个终端,或设 TERM=xterm-256color

# Training: tasks in a practice hall.
window-lesson = 练习
window-lesson-open = 开窗: 按 { $key }
window-lesson-call-next = 叫第一位: 按 { $key }
window-lesson-recall = 没有人来,等几秒再叫一次: { $key }
window-lesson-start = 人来了,开始办理: { $key }
window-lesson-finish = 办好了,请群众评价: { $key }
window-lesson-missed = 再叫一位({ $call });没有人来,记过号: { $key }
window-lesson-reopen = 人还是来了,撤回过号: { $key }
window-lesson-hold = 他去复印材料,先挂起: { $key }
window-lesson-resume = 他回来了,接着办: { $key }
window-lesson-transfer = 这件事别的窗口办,转过去: { $key },选去处和原因
window-lesson-pause = 休息一下,暂停: { $key },选原因和时间
window-lesson-over = { $of } 项都做到了。想练多久都行;{ $key } 退出
window-train-none = 找不到练习大厅的程序 hall-server
window-train-none-hint = 把它放在 window-tui 旁边,或用 --hall-server 指出
window-train-failed = 练习大厅没有开起来: { $what }
window-train-failed-hint = 直接运行 hall-server practice 看看原因

# A case begins at the window.
window-right-accept = 受理一个办件,期限从今天起算
window-key-open-case = 受理
window-case-accepted = 已受理 { $number },最晚 { $due } 办结
window-case-accepted-provisional = 已受理 { $number },最晚 { $due } 办结 (下一年放假通知未发布,日期暂定)

# A case is taken a step further.
window-key-case = 办件
window-key-move-case = 办件下一步
window-help-case = 办件下一步(输编号末几位)
window-ask-case-which = 哪个办件? 输编号的末几位:
window-ask-case-of = 哪个办件?
window-no-case = 没有这个编号的在办件
window-no-case-hint = 看回执上的编号; 已经送达或退出的办件不在这里
window-case-over = 没有下一步: { $case }
window-case-over-hint = 这个办件已经结束
window-case-moved = { $case }
window-case-act-accept = 受理,期限从今天起算
window-case-act-accept-missing = 容缺受理
window-case-act-ask-more = 一次性告知补正
window-case-act-not-accept = 不予受理
window-case-act-handle = 开始承办
window-case-act-finish-part = 一个部门办完了
window-case-act-approve = 批准 (受理人不能批准)
window-case-act-finish = 办结
window-case-act-deliver = 送达申请人
window-case-act-bring-missing = 容缺材料补齐了
window-case-act-lapse = 容缺材料没补,按撤回处理
window-case-act-explain = 公开超期原因
window-case-act-suspend = 时限暂停,从今天起
window-case-act-continue = 时限恢复,从明天起
window-case-act-extend = 延期 (只有一次)
window-case-act-return = 退回
window-case-act-withdraw = 申请人撤回
window-case-act-hand-on = 转由别的部门办
window-ask-case-text = 写下缺什么或原因:
window-ask-case-until = 哪一天补齐? 写成 2026-01-31:
window-ask-case-part = 哪个部门?
window-ask-case-department = 哪个部门?
window-ask-case-how = 怎样送达?
window-ask-case-kind = 为什么暂停?
window-ask-case-document = 文书编号:
window-ask-case-days = 延几个工作日?
window-case-bad-until = 日期要写成 2026-01-31
window-case-bad-days = 天数要写数字
