# Words of the surface: report.

report-title = { $hall } · 日報
report-closed = 已閉廳
report-running = 進行中，截至 { $at }
report-version = 第 { $version } 版
report-practice = 演練數據，不是真實業務
report-hours-early = { $from }–{ $until }（{ $window } 號窗口 { $open } 起）
report-minutes = { $minutes } 分
report-longest-where = { $number }，{ $window } 號窗口，{ $since } 起
report-monday = 星期一
report-tuesday = 星期二
report-wednesday = 星期三
report-thursday = 星期四
report-friday = 星期五
report-saturday = 星期六
report-sunday = 星期日

# The headline figures.
report-card-tickets = 取號 · 辦結 { $finished } · 未辦 { $expired }（其中過號未回 { $missed }） · 撤號 { $withdrawn } · 接待 { $visits } 人次
report-card-tickets-live = 取號 · 辦結 { $finished } · 在廳 { $live } · 未辦 { $expired } · 撤號 { $withdrawn } · 接待 { $visits } 人次
report-card-wait = 平均等候 · P90 { $p90 } 分 · 最長 { $longest } 分（{ $where }）
report-card-wait-none = 平均等候 · 還沒有人辦理
report-card-satisfaction = 滿意率 · 參評率 { $participation }（{ $ratings }/{ $services }） · 差評 { $bad }
report-card-long = 等候超過 20 分鐘 · 告知的等候時間內叫到 { $within }，平均相差 { $error } 分

# The chart.
report-chart = 每小時取號與等候
report-chart-tickets = 取號（個）
report-chart-wait = P90 等候（分）
report-chart-none = 今天還沒有人取號。
report-chart-what = 柱形是每小時取號數，折線是九成的人等候不超過的分鐘數

# Tables.
report-summary = 匯總
report-windows = 各窗口
report-windows-busiest = 最忙的 { $shown } 個窗口（全部見後頁）
report-windows-name = 窗口
report-windows-rest = 未到任何窗口
report-queues = 各隊列
report-queues-name = 隊列
report-items = 各事項
report-items-name = 事項
report-items-rest = 未選事項
report-departments = 各部門
report-departments-name = 部門
report-departments-rest = 未選事項
report-callbacks = 回訪
report-callbacks-name = 服務當天
report-follow-sources = 整改（按來源）
report-follow-sources-name = 來源
report-follow-departments = 差評整改（按部門）
report-follow-departments-rest = 未指明部門
report-follow-departments-name = 部門
report-source-bad-rating = 差評
report-source-complaint = 投訴
report-source-callback = 回訪
report-source-patrol = 巡查
report-hours = 每小時
report-hours-name = 時段
report-review = 待複核的評價
report-review-name = 情形
report-review-attempt = 無權設備評價
report-review-prompts = 反覆請評
report-review-quick = 一秒內評價
report-review-run = 連續同一級
report-total = 合計
report-total-windows = 合計（開 { $worked } / 共 { $planned } 個）
report-definitions = 口徑

report-column-legs = 段數
report-column-called = 叫到
report-column-finished = 辦結
report-column-went-on = 辦結續辦
report-column-transferred = 轉出
report-column-missed = 過號次
report-column-wait-mean = 平均等候（分）
report-column-wait-p50 = P50 等候
report-column-wait-p90 = P90 等候
report-column-wait-long = 超 20 分
report-column-service-mean = 平均辦理（分）
report-column-service-p90 = P90 辦理
report-column-open = 開窗（分）
report-column-paused = 暫停（分）
report-column-utilisation = 利用率
report-column-rating-5 = 非常滿意
report-column-rating-4 = 滿意
report-column-rating-3 = 基本滿意
report-column-rating-2 = 不滿意
report-column-rating-1 = 非常不滿意
report-column-rating-excluded = 剔除
report-column-satisfaction = 滿意率
report-column-participation = 參評率
report-column-review-count = 次數
report-column-review-who = 號碼或設備
report-column-review-window = 窗口
report-column-review-level = 等級
report-column-review-at = 最後時間
report-column-tickets = 取號
report-column-waits = 已辦人次

report-fact-tickets = 取號量（張）
report-fact-finished = 辦結（張）
report-fact-withdrawn = 撤號（張）
report-fact-expired = 閉廳未辦（張）
report-fact-live = 在廳（張）
report-fact-missed-for-good = 其中過號未回（張）
report-fact-missed = 過號（次）
report-fact-visits = 接待（人次）
report-fact-legs = 辦理段數（段）
report-fact-went-on = 辦結後續辦下一事項（段）
report-fact-transferred = 轉窗轉隊（段）
report-fact-booked = 預約取號（張）
report-fact-late = 閉廳後補交（張）
report-fact-wait-mean = 平均等候（分）
report-fact-wait-p50 = P50 等候（分）
report-fact-wait-p90 = P90 等候（分）
report-fact-wait-max = 最長等候（分）
report-fact-wait-max-where = 最長等候在
report-fact-wait-long = 等候超過 20 分鐘
report-fact-service-mean = 平均辦理（分）
report-fact-service-p90 = P90 辦理（分）
report-fact-utilisation = 窗口利用率
report-fact-ratings = 評價（次）
report-fact-rating-5 = 非常滿意（次）
report-fact-rating-4 = 滿意（次）
report-fact-rating-3 = 基本滿意（次）
report-fact-rating-2 = 不滿意（次）
report-fact-rating-1 = 非常不滿意（次）
report-fact-rating-excluded = 剔除的評價（次）
report-fact-satisfaction = 滿意率
report-fact-participation = 參評率
report-fact-review = 待複核的評價（項）
report-fact-told-within = 告知的等候時間內叫到
report-fact-told-error = 告知與實際平均相差（分）
report-fact-windows-worked = 開過的窗口（個）
report-fact-windows-planned = 全部窗口（個）

report-define-counts = 取號量是發出的號，接待人次是來的人（一人可取幾個號），段數是排隊到離開窗口的一段（轉窗另起一段）：三個數不同，不可混用。
report-define-ends = 辦結 + 撤號 + 閉廳未辦 + 在廳 = 取號量；閉廳後在廳為 0。
report-define-wait = 等候從開始排隊到第一次叫號，只算到了窗口的人；預約的人從預約時段與簽到中較晚的一刻算起。
report-define-quantile = P50、P90 是最近序位法：一半、九成的人等候不超過這個數，都是真實發生過的值。
report-define-missed = 過號次是叫了沒來的次數，一張號可以不止一次；過號未回是閉廳時仍未回來的號。
report-define-service = 辦理是在窗口的時間，不含掛起；只算辦結和轉出的段。
report-define-utilisation = 利用率 = 辦理時間 ÷ （開窗時間 − 暫停時間）。
report-define-satisfaction = 滿意率 = （非常滿意 + 滿意 + 基本滿意）÷ 評價數；參評率 = 評價數 ÷ 辦結數；沒有評價不算好評。經審核的誤評、惡意差評從中剔除，另列。
report-define-told = 告知的等候時間與實際相比：落在上限以內的佔比，以及與區間中點的平均相差。
report-define-review = 待複核的評價：無權評價的設備試圖評價（已拒絕）、一張號請評 3 次以上、請評後 1 秒內得到評價、一個窗口連續 30 次同一級；列在這裡並不剔除。

# Reports of a week, month, half-year and year.
report-title-week = { $hall } · 週報
report-title-month = { $hall } · 月報
report-title-half-year = { $hall } · 半年報
report-title-year = { $hall } · 年報
report-over = 已結束
report-worked-days = 工作日 { $days } 天
report-no-data = 本期沒有數據。
report-not-over = 本期未完，數字還會變；環比、同比只與前期同樣天數相比（{ $before }；{ $year }）。
report-open-day = { $day } 尚未閉廳，當天數字還會變。
report-no-calendar = 所跨年份的放假通知未錄入，工作日按週一至週五暫定。
report-follow-goes-on = 期內收到的事項還有 { $open } 件未整改：回訪、整改各數按出報告時的狀態，以後還會變。
report-running-mark = （未閉）
report-times = 增長{ $times }倍
report-card-visits = 接待人次 · 環比 { $before } · 同比 { $year } · 日均 { $perday }（工作日 { $days } 天）
report-card-on-time = 按時辦結率 · 嚴格口徑 { $strict }（超期未結 { $overdue } 件） · 受理 { $accepted } 件 · 辦結 { $finished } 件
report-chart-days = 每日取號與等候
report-chart-days-what = 柱形是每日取號數，折線是九成的人等候不超過的分鐘數
report-chart-months = 每月取號與等候
report-chart-months-what = 柱形是每月取號數，折線是九成的人等候不超過的分鐘數
report-totals = 總量
report-totals-name = 指標
report-days = 每日
report-days-name = 日期
report-months = 每月
report-months-name = 月份
report-ranking = 部門排名
report-ranking-name = 部門
report-clerks = 各工作人員
report-clerks-name = 工作人員
report-clerks-rest = 未登記人員
report-tier-many = 辦理超過 10 段
report-tier-few = 辦理 10 段及以下
report-total-visits = 接待人次
report-total-tickets = 取號量（張）
report-total-services = 辦理（段）
report-total-no-shows = 過號（次）
report-total-accepted = 受理件
report-total-cases-finished = 辦結件

report-column-count = 本期
report-column-before-count = 上期
report-column-before = 環比
report-column-year-ago-count = 去年同期
report-column-year-ago = 同比
report-column-per-day = 日均
report-column-peak = 單日峰值
report-column-peak-day = 峰值日
report-column-visits = 接待人次
report-column-services = 辦理
report-column-accepted = 受理件
report-column-cases-finished = 辦結件
report-column-source = 出處
report-column-windows = 窗口數
report-column-on-time = 按時辦結率
report-column-on-time-strict = 嚴格口徑
report-column-overdue = 超期未結
report-column-early = 提前辦結率
report-column-compressed = 時限壓縮率
report-column-at-once = 即辦率
report-column-ratings = 評價
report-column-bad = 差評
report-column-callback-target = 應回訪
report-column-callback-reached = 已回訪
report-column-callback-share = 回訪率
report-column-callback-tries = 次數
report-column-callback-through = 接通率
report-column-callback-satisfied = 滿意率
report-column-follow-came = 整改事項
report-column-follow-contacted = 按時聯繫率
report-column-follow-closed = 整改率
report-column-follow-in-time = 按期整改率
report-column-follow-explained = 已說明
report-column-follow-open = 未整改
report-column-follow-excluded = 剔除
report-column-tier = 檔
report-column-place = 名次
report-column-score = 得分
report-column-wilson = 滿意率下限
report-column-signed-in = 在崗（時）
report-column-paused-hours = 其中暫停（時）

report-fact-services = 辦理（段）
report-fact-accepted = 受理件（件）
report-fact-cases-finished = 辦結件（件）
report-fact-on-time = 按時辦結率
report-fact-on-time-strict = 按時辦結率（嚴格口徑）
report-fact-overdue = 超期未結（件）
report-fact-early = 提前辦結率
report-fact-compressed = 時限壓縮率
report-fact-at-once = 即辦率
report-fact-callback-target = 應回訪（人）
report-fact-callback-reached = 已回訪（人）
report-fact-callback-share = 回訪率
report-fact-callback-tries = 電話與當面詢問（次）
report-fact-callback-through = 接通率
report-fact-callback-satisfied = 回訪滿意率
report-fact-bad-contacted = 差評按時聯繫率
report-fact-bad-closed = 差評整改率
report-fact-bad-in-time = 差評按期整改率
report-fact-follow-came = 整改事項（件）
report-fact-follow-open = 未整改（件）
report-fact-worked-days = 工作日（天）

report-define-totals = 接待人次是來的人，取號量是發出的號，辦理是在窗口辦完或續辦的段，過號是叫了沒來的次數，受理件、辦結件是辦件：六個數不同，不可混用。
report-define-change = 環比 = （本期 − 上期）÷ 上期，上期是 { $before }；同比與 { $year } 相比；一位小數四舍五入，滿 100% 寫作 N.N 倍，前期為 0 寫作 —。
report-define-per-day = 日均 = 本期 ÷ { $days } 個工作日（按方案的日曆，未完的期只算到今天），取整；單日峰值相同取最早一天。
report-define-source = 出處：本期各數都是「每日」「每月」各行的合計，每行的出處是那一天的日報或那一月的月報；辦件取自 /api/v1/cases。
report-define-departments = 部門按辦理當時事項歸屬的部門算，窗口數是為它辦理過的窗口，一個窗口可為幾個部門辦理；沒有選事項的號單列一行。
report-define-cases = 受理件是期內受理的辦件，辦結件是期內辦結的辦件，不論何時受理；都按期末當天的狀態算。
report-define-on-time = 按時辦結率 = 期限內辦結 ÷ 辦結；嚴格口徑 = 期限內辦結 ÷ （辦結 + 期末超期未結）。期末當天到期的不算超期；暫停計時期間辦結算按時。
report-define-early = 提前辦結率 = 期限前一天或更早辦結且未延期 ÷ 辦結的承諾件。
report-define-compressed = 時限壓縮率 = 1 − 承諾工作日之和 ÷ 法定工作日之和，只算有法定期限的辦結件。
report-define-at-once = 即辦率 = 受理當天辦結 ÷ 期內受理的即辦件。
report-define-callbacks = 應回訪 = 每天辦理人數的十分之一，進位；回訪率 = 回訪到的人 ÷ 辦理人數；接通率 = 接了電話的人（含不願答的）÷ 撥打的人；回訪滿意率 = 3 至 5 級 ÷ 給出的等級。同一人當天幾張號只算一人；期末那幾天的人在期後回訪也算。
report-define-follow = 整改事項是期內收到的差評、投訴、回訪和巡查所發現的問題，按出報告時的狀態算。按時聯繫率 = 期限內聯繫到 ÷ （已聯繫到 + 期限已過）；整改率 = 已整改 ÷ （收到 − 已說明）；按期整改率 = 期限內整改 ÷ 有期限的已整改；剔除的是誤評、惡意差評，不計入其他各數。
report-define-ranking = 排名分兩檔：辦理超過 10 段的部門一檔，其餘一檔，各按得分排，沒有評價的不排。得分 = 按時辦結率 × 40% + 滿意率 × 40% + 整改率 × 20%，沒有辦件或沒有整改事項的那一項不計，權重按其餘各項放大；辦理超過 10 段的，滿意率取下限。滿意率下限 = （p + z²/2n − z√（p（1−p）/n + z²/4n²））÷（1 + z²/n），p 是滿意率，n 是評價數，z = 1.96（95% 置信）。
report-define-clerks = 在崗是登錄後開窗與暫停的時間；評價算給辦理被評那一段的人；過號次不計到人。
