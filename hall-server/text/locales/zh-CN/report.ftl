# Words of the surface: report.

report-title = { $hall } · 日报
report-closed = 已闭厅
report-running = 进行中，截至 { $at }
report-version = 第 { $version } 版
report-practice = 演练数据，不是真实业务
report-hours-early = { $from }–{ $until }（{ $window } 号窗口 { $open } 起）
report-minutes = { $minutes } 分
report-longest-where = { $number }，{ $window } 号窗口，{ $since } 起
report-monday = 星期一
report-tuesday = 星期二
report-wednesday = 星期三
report-thursday = 星期四
report-friday = 星期五
report-saturday = 星期六
report-sunday = 星期日

# The headline figures.
report-card-tickets = 取号 · 办结 { $finished } · 未办 { $expired }（其中过号未回 { $missed }） · 撤号 { $withdrawn } · 接待 { $visits } 人次
report-card-tickets-live = 取号 · 办结 { $finished } · 在厅 { $live } · 未办 { $expired } · 撤号 { $withdrawn } · 接待 { $visits } 人次
report-card-wait = 平均等候 · P90 { $p90 } 分 · 最长 { $longest } 分（{ $where }）
report-card-wait-none = 平均等候 · 还没有人办理
report-card-satisfaction = 满意率 · 参评率 { $participation }（{ $ratings }/{ $services }） · 差评 { $bad }
report-card-long = 等候超过 20 分钟 · 告知的等候时间内叫到 { $within }，平均相差 { $error } 分

# The chart.
report-chart = 每小时取号与等候
report-chart-tickets = 取号（个）
report-chart-wait = P90 等候（分）
report-chart-none = 今天还没有人取号。
report-chart-what = 柱形是每小时取号数，折线是九成的人等候不超过的分钟数

# Tables.
report-summary = 汇总
report-windows = 各窗口
report-windows-busiest = 最忙的 { $shown } 个窗口（全部见后页）
report-windows-name = 窗口
report-windows-rest = 未到任何窗口
report-queues = 各队列
report-queues-name = 队列
report-items = 各事项
report-items-name = 事项
report-items-rest = 未选事项
report-departments = 各部门
report-departments-name = 部门
report-departments-rest = 未选事项
report-hours = 每小时
report-hours-name = 时段
report-review = 待复核的评价
report-review-name = 情形
report-review-attempt = 无权设备评价
report-review-prompts = 反复请评
report-review-quick = 一秒内评价
report-review-run = 连续同一级
report-total = 合计
report-total-windows = 合计（开 { $worked } / 共 { $planned } 个）
report-definitions = 口径

report-column-legs = 段数
report-column-called = 叫到
report-column-finished = 办结
report-column-went-on = 办结续办
report-column-transferred = 转出
report-column-missed = 过号次
report-column-wait-mean = 平均等候（分）
report-column-wait-p50 = P50 等候
report-column-wait-p90 = P90 等候
report-column-wait-long = 超 20 分
report-column-service-mean = 平均办理（分）
report-column-service-p90 = P90 办理
report-column-open = 开窗（分）
report-column-paused = 暂停（分）
report-column-utilisation = 利用率
report-column-rating-5 = 非常满意
report-column-rating-4 = 满意
report-column-rating-3 = 基本满意
report-column-rating-2 = 不满意
report-column-rating-1 = 非常不满意
report-column-satisfaction = 满意率
report-column-participation = 参评率
report-column-review-count = 次数
report-column-review-who = 号码或设备
report-column-review-window = 窗口
report-column-review-level = 等级
report-column-review-at = 最后时间
report-column-tickets = 取号
report-column-waits = 已办人次

report-fact-tickets = 取号量（张）
report-fact-finished = 办结（张）
report-fact-withdrawn = 撤号（张）
report-fact-expired = 闭厅未办（张）
report-fact-live = 在厅（张）
report-fact-missed-for-good = 其中过号未回（张）
report-fact-missed = 过号（次）
report-fact-visits = 接待（人次）
report-fact-legs = 办理段数（段）
report-fact-went-on = 办结后续办下一事项（段）
report-fact-transferred = 转窗转队（段）
report-fact-booked = 预约取号（张）
report-fact-late = 闭厅后补交（张）
report-fact-wait-mean = 平均等候（分）
report-fact-wait-p50 = P50 等候（分）
report-fact-wait-p90 = P90 等候（分）
report-fact-wait-max = 最长等候（分）
report-fact-wait-max-where = 最长等候在
report-fact-wait-long = 等候超过 20 分钟
report-fact-service-mean = 平均办理（分）
report-fact-service-p90 = P90 办理（分）
report-fact-utilisation = 窗口利用率
report-fact-ratings = 评价（次）
report-fact-rating-5 = 非常满意（次）
report-fact-rating-4 = 满意（次）
report-fact-rating-3 = 基本满意（次）
report-fact-rating-2 = 不满意（次）
report-fact-rating-1 = 非常不满意（次）
report-fact-satisfaction = 满意率
report-fact-participation = 参评率
report-fact-review = 待复核的评价（项）
report-fact-told-within = 告知的等候时间内叫到
report-fact-told-error = 告知与实际平均相差（分）
report-fact-windows-worked = 开过的窗口（个）
report-fact-windows-planned = 全部窗口（个）

report-define-counts = 取号量是发出的号，接待人次是来的人（一人可取几个号），段数是排队到离开窗口的一段（转窗另起一段）：三个数不同，不可混用。
report-define-ends = 办结 + 撤号 + 闭厅未办 + 在厅 = 取号量；闭厅后在厅为 0。
report-define-wait = 等候从开始排队到第一次叫号，只算到了窗口的人；预约的人从预约时段与签到中较晚的一刻算起。
report-define-quantile = P50、P90 是最近序位法：一半、九成的人等候不超过这个数，都是真实发生过的值。
report-define-missed = 过号次是叫了没来的次数，一张号可以不止一次；过号未回是闭厅时仍未回来的号。
report-define-service = 办理是在窗口的时间，不含挂起；只算办结和转出的段。
report-define-utilisation = 利用率 = 办理时间 ÷ （开窗时间 − 暂停时间）。
report-define-satisfaction = 满意率 = （非常满意 + 满意 + 基本满意）÷ 评价数；参评率 = 评价数 ÷ 办结数；没有评价不算好评。
report-define-told = 告知的等候时间与实际相比：落在上限以内的占比，以及与区间中点的平均相差。
report-define-review = 待复核的评价：无权评价的设备试图评价（已拒绝）、一张号请评 3 次以上、请评后 1 秒内得到评价、一个窗口连续 30 次同一级；只供查看，不从任何数字中剔除。
