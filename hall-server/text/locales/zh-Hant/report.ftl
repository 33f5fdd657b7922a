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
report-define-satisfaction = 滿意率 = （非常滿意 + 滿意 + 基本滿意）÷ 評價數；參評率 = 評價數 ÷ 辦結數；沒有評價不算好評。
report-define-told = 告知的等候時間與實際相比：落在上限以內的佔比，以及與區間中點的平均相差。
report-define-review = 待複核的評價：無權評價的設備試圖評價（已拒絕）、一張號請評 3 次以上、請評後 1 秒內得到評價、一個窗口連續 30 次同一級；只供查看，不從任何數字中剔除。
