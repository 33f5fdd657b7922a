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
report-callbacks = 回访
report-callbacks-name = 服务当天
report-follow-sources = 整改（按来源）
report-follow-sources-name = 来源
report-follow-departments = 差评整改（按部门）
report-follow-departments-rest = 未指明部门
report-follow-departments-name = 部门
report-source-bad-rating = 差评
report-source-complaint = 投诉
report-source-callback = 回访
report-source-patrol = 巡查
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
report-column-rating-excluded = 剔除
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
report-fact-rating-excluded = 剔除的评价（次）
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
report-define-satisfaction = 满意率 = （非常满意 + 满意 + 基本满意）÷ 评价数；参评率 = 评价数 ÷ 办结数；没有评价不算好评。经审核的误评、恶意差评从中剔除，另列。
report-define-told = 告知的等候时间与实际相比：落在上限以内的占比，以及与区间中点的平均相差。
report-define-review = 待复核的评价：无权评价的设备试图评价（已拒绝）、一张号请评 3 次以上、请评后 1 秒内得到评价、一个窗口连续 30 次同一级；列在这里并不剔除。

# Reports of a week, month, half-year and year.
report-title-week = { $hall } · 周报
report-title-month = { $hall } · 月报
report-title-half-year = { $hall } · 半年报
report-title-year = { $hall } · 年报
report-over = 已结束
report-worked-days = 工作日 { $days } 天
report-no-data = 本期没有数据。
report-not-over = 本期未完，数字还会变；环比、同比只与前期同样天数相比（{ $before }；{ $year }）。
report-open-day = { $day } 尚未闭厅，当天数字还会变。
report-no-calendar = 所跨年份的放假通知未录入，工作日按周一至周五暂定。
report-follow-goes-on = 期内收到的事项还有 { $open } 件未整改：回访、整改各数按出报告时的状态，以后还会变。
report-running-mark = （未闭）
report-times = 增长{ $times }倍
report-card-visits = 接待人次 · 环比 { $before } · 同比 { $year } · 日均 { $perday }（工作日 { $days } 天）
report-card-on-time = 按时办结率 · 严格口径 { $strict }（超期未结 { $overdue } 件） · 受理 { $accepted } 件 · 办结 { $finished } 件
report-chart-days = 每日取号与等候
report-chart-days-what = 柱形是每日取号数，折线是九成的人等候不超过的分钟数
report-chart-months = 每月取号与等候
report-chart-months-what = 柱形是每月取号数，折线是九成的人等候不超过的分钟数
report-totals = 总量
report-totals-name = 指标
report-days = 每日
report-days-name = 日期
report-months = 每月
report-months-name = 月份
report-ranking = 部门排名
report-ranking-name = 部门
report-clerks = 各工作人员
report-clerks-name = 工作人员
report-clerks-rest = 未登记人员
report-tier-many = 办理超过 10 段
report-tier-few = 办理 10 段及以下
report-total-visits = 接待人次
report-total-tickets = 取号量（张）
report-total-services = 办理（段）
report-total-no-shows = 过号（次）
report-total-accepted = 受理件
report-total-cases-finished = 办结件

report-column-count = 本期
report-column-before-count = 上期
report-column-before = 环比
report-column-year-ago-count = 去年同期
report-column-year-ago = 同比
report-column-per-day = 日均
report-column-peak = 单日峰值
report-column-peak-day = 峰值日
report-column-visits = 接待人次
report-column-services = 办理
report-column-accepted = 受理件
report-column-cases-finished = 办结件
report-column-source = 出处
report-column-windows = 窗口数
report-column-on-time = 按时办结率
report-column-on-time-strict = 严格口径
report-column-overdue = 超期未结
report-column-early = 提前办结率
report-column-compressed = 时限压缩率
report-column-at-once = 即办率
report-column-ratings = 评价
report-column-bad = 差评
report-column-callback-target = 应回访
report-column-callback-reached = 已回访
report-column-callback-share = 回访率
report-column-callback-tries = 次数
report-column-callback-through = 接通率
report-column-callback-satisfied = 满意率
report-column-follow-came = 整改事项
report-column-follow-contacted = 按时联系率
report-column-follow-closed = 整改率
report-column-follow-in-time = 按期整改率
report-column-follow-explained = 已说明
report-column-follow-open = 未整改
report-column-follow-excluded = 剔除
report-column-tier = 档
report-column-place = 名次
report-column-score = 得分
report-column-wilson = 满意率下限
report-column-signed-in = 在岗（时）
report-column-paused-hours = 其中暂停（时）

report-fact-services = 办理（段）
report-fact-accepted = 受理件（件）
report-fact-cases-finished = 办结件（件）
report-fact-on-time = 按时办结率
report-fact-on-time-strict = 按时办结率（严格口径）
report-fact-overdue = 超期未结（件）
report-fact-early = 提前办结率
report-fact-compressed = 时限压缩率
report-fact-at-once = 即办率
report-fact-callback-target = 应回访（人）
report-fact-callback-reached = 已回访（人）
report-fact-callback-share = 回访率
report-fact-callback-tries = 电话与当面询问（次）
report-fact-callback-through = 接通率
report-fact-callback-satisfied = 回访满意率
report-fact-bad-contacted = 差评按时联系率
report-fact-bad-closed = 差评整改率
report-fact-bad-in-time = 差评按期整改率
report-fact-follow-came = 整改事项（件）
report-fact-follow-open = 未整改（件）
report-fact-worked-days = 工作日（天）

report-define-totals = 接待人次是来的人，取号量是发出的号，办理是在窗口办完或续办的段，过号是叫了没来的次数，受理件、办结件是办件：六个数不同，不可混用。
report-define-change = 环比 = （本期 − 上期）÷ 上期，上期是 { $before }；同比与 { $year } 相比；一位小数四舍五入，满 100% 写作 N.N 倍，前期为 0 写作 —。
report-define-per-day = 日均 = 本期 ÷ { $days } 个工作日（按方案的日历，未完的期只算到今天），取整；单日峰值相同取最早一天。
report-define-source = 出处：本期各数都是“每日”“每月”各行的合计，每行的出处是那一天的日报或那一月的月报；办件取自 /api/v1/cases。
report-define-departments = 部门按办理当时事项归属的部门算，窗口数是为它办理过的窗口，一个窗口可为几个部门办理；没有选事项的号单列一行。
report-define-cases = 受理件是期内受理的办件，办结件是期内办结的办件，不论何时受理；都按期末当天的状态算。
report-define-on-time = 按时办结率 = 期限内办结 ÷ 办结；严格口径 = 期限内办结 ÷ （办结 + 期末超期未结）。期末当天到期的不算超期；暂停计时期间办结算按时。
report-define-early = 提前办结率 = 期限前一天或更早办结且未延期 ÷ 办结的承诺件。
report-define-compressed = 时限压缩率 = 1 − 承诺工作日之和 ÷ 法定工作日之和，只算有法定期限的办结件。
report-define-at-once = 即办率 = 受理当天办结 ÷ 期内受理的即办件。
report-define-callbacks = 应回访 = 每天办理人数的十分之一，进位；回访率 = 回访到的人 ÷ 办理人数；接通率 = 接了电话的人（含不愿答的）÷ 拨打的人；回访满意率 = 3 至 5 级 ÷ 给出的等级。同一人当天几张号只算一人；期末那几天的人在期后回访也算。
report-define-follow = 整改事项是期内收到的差评、投诉、回访和巡查所发现的问题，按出报告时的状态算。按时联系率 = 期限内联系到 ÷ （已联系到 + 期限已过）；整改率 = 已整改 ÷ （收到 − 已说明）；按期整改率 = 期限内整改 ÷ 有期限的已整改；剔除的是误评、恶意差评，不计入其他各数。
report-define-ranking = 排名分两档：办理超过 10 段的部门一档，其余一档，各按得分排，没有评价的不排。得分 = 按时办结率 × 40% + 满意率 × 40% + 整改率 × 20%，没有办件或没有整改事项的那一项不计，权重按其余各项放大；办理超过 10 段的，满意率取下限。满意率下限 = （p + z²/2n − z√（p（1−p）/n + z²/4n²））÷（1 + z²/n），p 是满意率，n 是评价数，z = 1.96（95% 置信）。
report-define-clerks = 在岗是登录后开窗与暂停的时间；评价算给办理被评那一段的人；过号次不计到人。
