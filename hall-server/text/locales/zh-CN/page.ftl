# Words of the surface: page. `page-board-*` stands on the boards, in two languages at once.

page-practice = 演练 · 不是真实业务
page-stale-seconds = 数据截至 { $time } · { $age } 秒前 · 正在重新连接
page-stale-minutes = 数据截至 { $time } · { $age } 分钟前 · 正在重新连接
page-stale-hours = 数据截至 { $time } · { $age } 小时前 · 正在重新连接
page-noscript = 本页每 { $seconds } 秒自动刷新一次
page-floor = { $floor ->
    [1] 一楼
    [2] 二楼
    [3] 三楼
    [4] 四楼
    [5] 五楼
    [6] 六楼
   *[other] { $floor } 楼
}
page-minutes-range = { $low }–{ $high } 分钟
page-minutes-one = 约 { $low } 分钟
page-today = 今天 { $time }
page-tomorrow = 明天 { $time }
page-on-day = { $month } 月 { $day } 日 { $time }

# Home.
page-home-title = 页面导航
page-home-day = { $day }，已取号 { $issued } 张，现在等候 { $waiting } 人
page-home-closed = 今天未开厅
page-home-board = 叫号大屏
page-home-board-what = 放在大厅的电视上：刚叫到的号、各队列等候和过号。
page-home-zone-what = 只显示这一区的叫号，放在这一区的电视上。
page-home-outdoor = 户外屏
page-home-outdoor-what = 放在大门外：现在能办什么、各区要等多久、昨天的公开数字；没有任何号码。
page-home-phone = 手机看排队
page-home-phone-what = 扫号票上的二维码打开，能看到前面还有几人；叫到时变色、响铃。
page-home-manage = 大厅现况
page-home-manage-what = 给管理人员：有没有异常、等多久、哪个窗口要支援。
page-home-pad = 评价平板
page-home-pad-what = 放在窗口旁：办完业务请群众评价。网址用这台评价器自己的令牌打开一次。
page-home-api = 接口文档
page-home-api-what = 给对接单位：OpenAPI 说明。
page-home-led = 演示用的 LED 条屏，由真实的大屏程序按 BX-5K 卡的协议驱动
page-home-languages = 语言

# Boards.
page-board-title = { $hall } · 叫号
page-board-go = 请到
page-board-window = 窗口
page-board-serving = 办理中
page-board-again = 第 { $times } 次
page-board-just = 刚刚呼叫
page-board-missed = 过号
page-board-missed-until = { $until } 前到{ $desk }
page-board-paused = 暂停
page-board-paused-until = { $until } 恢复
page-board-queue-waiting = 等候 { $count } 人
page-board-queue-free = 无人等候
page-board-queue-shut = 窗口未开
page-board-queue-paused = 暂停取号
page-board-no-calls = 还没有叫号
page-board-no-calls-what = 请留意手中的号，叫到时会在这里显示并播报
page-board-closed = 今天的业务已结束
page-board-not-open = 大厅还没有开
page-board-closed-what = 谢谢您，欢迎再来
page-board-opens = { $when } 开始取号
page-board-closing = 已停止取号，手中有号的都会办完
page-board-more = 还有 { $count } 个号
page-board-no-zone = 没有叫“{ $zone }”的服务区
page-board-no-zone-what = 请把这块屏的网址改成下面的一个：
page-board-whole = 整个大厅
page-board-phone = 扫码用手机看

# The outdoor board.
page-outdoor-title = { $hall } · 今日办事
page-outdoor-open = 正在取号
page-outdoor-waits = 各区现在要等
page-outdoor-free = 不用等
page-outdoor-short = 稍等
page-outdoor-items = 现在可以办理
page-outdoor-no-items = 现在没有可以取号的事项
page-outdoor-yesterday = 昨天
page-outdoor-on-day = { $month } 月 { $day } 日
page-outdoor-finished = 办结
page-outdoor-services = { $count } 件
page-outdoor-wait = 平均等候
page-outdoor-minutes = { $count } 分钟
page-outdoor-satisfied = 群众满意率

# The citizen's page.
page-phone-title = { $number } · { $hall }
page-phone-title-called = 请到 { $window } 号窗口 · { $number }
page-phone-state-waiting = 等候中
page-phone-state-called = 叫到了
page-phone-state-serving = 办理中
page-phone-state-held = 稍候
page-phone-state-missed = 已过号
page-phone-state-finished = 已办结
page-phone-state-withdrawn = 已撤号
page-phone-state-expired = 已失效
page-phone-window = { $window } 号窗口
page-phone-ahead = { $count ->
    [0] 下一位就是您
   *[other] 前面还有 { $count } 人
}
page-phone-wait = 大约 { $low }–{ $high } 分钟，{ $from }–{ $until } 之间
page-phone-wait-one = 大约 { $low } 分钟，{ $until } 前后
page-phone-wait-unknown = 今天叫号还少，暂时估不出时间
page-phone-notify = 叫到时这一页会变色，点右上角还会响铃、震动。叫到前请回到大厅；过号后 { $minutes } 分钟内到{ $desk }恢复一次。
page-phone-bell = 叫到时响铃
page-phone-bell-on = 会响铃
page-phone-go = 请现在到
page-phone-go-what = 在{ $floor }。听到叫号没有到，会算过号。
page-phone-go-again = 已叫 { $times } 次
page-phone-serving-what = 正在 { $window } 号窗口办理。
page-phone-held-what = 办好手头的事，直接回 { $window } 号窗口，不用重新取号。
page-phone-missed-until = { $until } 前到{ $desk }恢复
page-phone-missed-what = 恢复后再等几位，号码不变。
page-phone-missed-over = 不能再恢复了，请重新取号或问{ $desk }。
page-phone-finished-what = 谢谢您。请带好证件和材料。
page-phone-withdrawn-what = 这个号已经取消；要办请重新取号。
page-phone-expired-what = 大厅已结束这一天的业务，这个号不能再用。请改日重新取号，或问{ $desk }。
page-phone-bring = 请带好
page-phone-serving-now = 正在办理
page-phone-taken = 取号时间
page-phone-updated = 更新
page-phone-wifi = 免费无线网络
page-phone-paused = 这项业务暂停取号：{ $reason }。手中的号仍然有效。
page-phone-gone-title = 找不到这张号
page-phone-gone = 这张号票不是今天的，或者网址不完整。
page-phone-gone-what = 请重新扫号票上的二维码；还是不行，请把号票拿到{ $desk }。

# The pad's page.
page-pad-title = 服务评价
page-pad-size = 大字
page-pad-sound = 声音
page-pad-lost = 网络中断，正在重新连接
page-pad-idle = 办完业务后，请在这里评价
page-pad-ask = 请您对这次服务作出评价
page-pad-said = { $number }，您的业务已办完，请对这次服务作出评价
page-pad-left = 还有 { $seconds } 秒；不评价也可以，不会记为满意
page-pad-level-5 = 非常满意
page-pad-level-4 = 满意
page-pad-level-3 = 基本满意
page-pad-level-2 = 不满意
page-pad-level-1 = 非常不满意
page-pad-why = { $level }：哪里没有做好？请选一项或几项，或写下原因
page-pad-own = 也可以自己写
page-pad-back = 返回
page-pad-send = 提交
page-pad-sending = 正在提交
page-pad-kept = 您的评价已记下
page-pad-kept-what = 网络中断，连上以后自动提交。
page-pad-thanks = 谢谢您的评价
page-pad-thanks-what = 请带好证件和材料。
page-pad-late = 这次评价没有记上
page-pad-noscript = 评价要用到脚本，请在浏览器里允许运行
page-pad-unknown = 这台平板还没有登记为评价器
page-pad-unknown-what = 请管理人员在服务器上登记评价器，再用它的网址打开一次。
page-pad-gone-title = 这个网址打不开评价器
page-pad-gone = 网址不完整，或者这台评价器已经停用。
page-pad-gone-what = 请管理人员在服务器上重新登记评价器，再用新的网址打开。

# The national list of reasons for a bad rating.
page-reason-207 = 没有提供材料样本
page-reason-208 = 没有提供材料清单
page-reason-209 = 未在承诺时间内办结
page-reason-210 = 同样内容的证明材料被要求多次提交
page-reason-211 = 承诺网办但无法在线办理
page-reason-212 = 在线预约办理后到实体大厅重复取号排队
page-reason-213 = 窗口人员业务不熟练
page-reason-214 = 服务态度生硬
page-reason-108 = 在办事指南之外增加新的审批条件
page-reason-109 = 需提供办事指南之外的申报材料
page-reason-110 = 无理由超过法定办理时间
page-reason-111 = 办事指南提供样本有错
page-reason-112 = 承诺在线收取申报材料实际无法收取
page-reason-113 = 多头跑窗口和部门
page-reason-114 = 跑动次数与承诺的不一致
page-reason-115 = 服务态度差效率低

# The managers' page.
page-manage-title = { $hall } · 现况
page-manage-fine = 一切正常，现在不需要您处理
page-manage-trouble = { $count } 件事需要处理
page-manage-watch = { $count } 件事值得留意
page-manage-waiting = 等候（人）
page-manage-longest = 最久（分）
page-manage-open = 开窗 / 全部
page-manage-issued = 今日取号
page-manage-finished = 已办结
page-manage-stage-open = 开厅
page-manage-stage-closing = 已停止取号
page-manage-stage-closed = 已闭厅
page-manage-stage-none = 未开厅
page-manage-since = { $time } 起，{ $minutes } 分钟
page-manage-queues = 队列
page-manage-queue = 队列
page-manage-queue-waiting = 等候
page-manage-queue-oldest = 最久
page-manage-queue-forecast = 新来约等
page-manage-queue-windows = 开窗
page-manage-note = 备注
page-manage-paused = 暂停：{ $reason }
page-manage-help = 要支援
page-manage-long = 等久了
page-manage-nobody = 有人等，没有窗口开
page-manage-no-queues = 没有人等候。
page-manage-windows = 窗口
page-manage-window = 窗口
page-manage-window-state = 状态
page-manage-window-hand = 手上
page-manage-window-finished = 办结
page-manage-window-missed = 过号
page-manage-window-clerk = 工号
page-manage-open-state = 开
page-manage-paused-state = 暂停
page-manage-closed-state = 未开
page-manage-closed-windows = 未开的窗口：{ $windows }
page-manage-no-windows = 还没有窗口开。
page-manage-kiosks = 取号机
page-manage-kiosk = 名称
page-manage-kiosk-link = 连接
page-manage-kiosk-online = 在线
page-manage-kiosk-offline = 没有连接
page-manage-printer = 打印机
page-manage-paper = 纸
page-manage-paper-left = 约还能打 { $papers } 张
page-manage-printer-unknown = 还没有消息
page-manage-printer-fine = 正常
page-manage-printer-near-end = 纸快用完了
page-manage-printer-paper-out = 没有纸
page-manage-printer-cover-open = 上盖没有合好
page-manage-printer-cutter = 切刀卡住
page-manage-printer-fatal = 故障
page-manage-printer-hot = 打印头过热
page-manage-printer-offline = 脱机
page-manage-printer-unreachable = 连不上
page-manage-printer-silent = 不回答
page-manage-hand-called = { $number } 已叫 { $minutes } 分
page-manage-hand-serving = { $number } 办理 { $minutes } 分
page-manage-until = { $until } 恢复
page-manage-overdue = 原定 { $until } 恢复
page-manage-silent = 失去联系
page-manage-minutes = { $minutes } 分

# Alarms and what to do about them.
page-alarm-series-full = { $what } 字头的号码用完了，不能再取号；请检查计划里的号码范围
page-alarm-blocks-full = { $what } 字头没有可借给取号机的号段了
page-alarm-held-long = { $what } 挂起太久，请问窗口
page-alarm-window-silent = { $what } 号窗口失去联系，手上还有号；请过去看一下
page-alarm-pause-long = { $what } 号窗口暂停过久，请催促或安排顶岗
page-alarm-post-absent = { $what } 号窗口 A、B 岗都没有到岗
page-alarm-sign-in-locked = 工号 { $what } 连续输错密码，已锁定；不是本人请查看
page-alarm-cards-locked = { $what } 号窗口连续刷错卡，已锁定；请查看
page-alarm-help-alarm = { $what } 号窗口报警求助，请马上两人一起过去
page-alarm-help-guide = { $what } 号窗口请导办员过去
page-alarm-accepted = （{ $who } 已应答）
page-alarm-disk-low = 服务器磁盘快满了，已停止取号；请清理磁盘
page-alarm-history-lost = 服务器丢失过一段记录，已经自动避开重号；请联系维护人员
page-alarm-printer-near-end = { $what } 的纸快用完了，请准备换纸
page-alarm-printer-paper-out = { $what } 没有纸了，请去换纸
page-alarm-printer-cover-open = { $what } 的打印机上盖没有合好，请去合上
page-alarm-printer-cutter = { $what } 的切刀卡住了，请关机清出纸屑再开机
page-alarm-printer-fatal = { $what } 的打印机故障，请关机再开机，不行就报修
page-alarm-printer-hot = { $what } 的打印头过热，请等几分钟
page-alarm-printer-offline = { $what } 的打印机处于脱机状态，请去按走纸键
page-alarm-printer-unreachable = { $what } 连不上打印机，请检查电源和连线
page-alarm-printer-silent = { $what } 的打印机不回答，请去看看号票是否出来
page-alarm-other = 警报：{ $what }
page-watch-queue-long = { $queue }等候 { $count } 人，开窗 { $open } 个
page-watch-wait-long = { $queue }最久已等 { $minutes } 分钟
page-watch-nobody = { $queue }有 { $count } 人等候，没有窗口开
page-watch-silent = { $window } 号窗口失去联系

# Ratings to look at.
page-review-attempt = { $device }无权评价，{ $time } 前试过 { $count } 次（{ $number }）；已拒绝
page-review-prompts = { $number } 在 { $window } 号窗口请评 { $count } 次，最后 { $time }
page-review-quick = { $number } 在 { $window } 号窗口刚请评就得到“{ $level }”，{ $time }
page-review-run = { $window } 号窗口连续 { $count } 次“{ $level }”，最后 { $time }

# A manager signs in.
page-sign-in-title = { $hall } · 管理人员登录
page-sign-in-token = 管理员令牌
page-sign-in-how = 令牌由服务器管理员发放：
page-sign-in-go = 登录
page-sign-in-wrong = 这不是管理员的令牌，或者已经作废。请核对后再试。
page-sign-out = 退出登录
page-manage-reports = 报表
page-manage-week = 周报
page-manage-month = 月报
page-manage-half-year = 半年报
page-manage-year = 年报

# The ledger of cases, and one case.
page-manage-cases = 办件
page-cases-title = { $hall } · 办件
page-cases-provisional = { $count } 个办件的期限是暂定的：下一年的放假通知还没有写进计划，写进后自动重算
page-cases-standing = 按时限看
page-cases-all = 全部在办
page-cases-late = 超期
page-cases-soon = 快到期
page-cases-in-time = 期限内
page-cases-stopped = 时限暂停
page-cases-told = 待受理
page-cases-ready = 待送达
page-cases-department = 部门
page-cases-all-departments = 全部部门
page-cases-show = 查看
page-cases-none = 没有这样的办件。
page-cases-number = 编号
page-cases-item = 事项
page-cases-stage = 环节
page-cases-clock = 时限
page-cases-due = 最晚办结
page-cases-hand = 经办人
page-cases-hidden = 这里只列 { $shown } 个，还有 { $count } 个；请按部门或时限缩小范围。
page-cases-cut = 在办的办件太多，最新的没有算进来；请用接口查询。
page-cases-back = 回到现况
page-case-title = 办件 { $number }
page-case-due-provisional = { $day }（暂定）
page-case-at-once = 即办
page-case-days = { $count } 个工作日
page-case-first-due = 受理时算出的期限
page-case-accepted = 受理日期
page-case-finished = 办结日期
page-case-promised = 承诺时限
page-case-legal = 法定时限
page-case-steps = 经过
page-case-day = 日期
page-case-clock = 时间
page-case-step = 步骤
page-case-more = 说明
page-case-by-law = 按规定自动
page-case-from = { $day } 起
page-case-to = 到 { $day }
page-case-due = 最晚 { $day }
page-case-texts = 文字
page-case-missing = 容缺材料
page-case-document = { $kind }文书
page-case-text-gone = 文字已按保存期限删除
page-case-back = 回到办件
