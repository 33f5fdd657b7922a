# Words of the clerk's terminal. Key words are short: the bottom line has 80 columns.

# Keys: short words.
window-key-call-next = 下一位
window-key-recall = 重呼
window-key-start = 開始
window-key-finish = 辦結
window-key-missed = 過號
window-key-hold = 掛起
window-key-transfer = 轉辦
window-key-pause = 暫停
window-key-back = 回來
window-key-resume = 續辦
window-key-release = 放回
window-key-reopen = 撤回
window-key-restore = 恢復
window-key-outcome = 未辦成
window-key-call-chosen = 點呼
window-key-withdraw = 棄號
window-key-put-right = 更正
window-key-go-on = 續辦下項
window-key-quick-finish = 即辦結
window-key-serve-now = 直接辦
window-key-stop-queue = 停取號
window-key-alarm = 報警
window-key-ask-guide = 請導辦
window-key-go-and-help = 去幫忙
window-key-open = 開窗
window-key-close = 關窗
window-key-lock-screen = 鎖屏
window-key-sign-out = 簽退
window-key-sign-in = 簽到
window-key-quit = 退出
window-key-help = 全部
window-space = 空格

# Keys: sentences, on the page of all keys.
window-help-call-next = 叫下一位到本窗口
window-help-recall = 再呼一次在手的號
window-help-start = 人已到窗口,開始辦理
window-help-finish = 辦完了,請群眾評價
window-help-missed = 呼叫後沒有人來,記過號
window-help-hold = 群眾暫時離開,號留在本窗口
window-help-transfer = 轉到別的隊列或窗口,號碼不變,要寫原因
window-help-pause = 暫停本窗口(選原因和分鐘);暫停時按一下回來
window-help-resume = 掛起的人回來了,繼續辦
window-help-release = 把叫到或掛起的號放回隊列,位置不變
window-help-reopen = 撤回剛才的辦結或過號(2 分鐘內)
window-help-restore = 過號的人來了,恢復排隊一次
window-help-outcome = 沒辦成:材料不全,或不予受理
window-help-call-chosen = 不按順序叫一位,要寫原因
window-help-withdraw = 等候的人不辦了,作廢這個號
window-help-put-right = 更正事項、件數,或填辦件編號(辦結時一起記下)
window-help-go-on = 辦結這一項,同一個號接著辦下一項,或去收費
window-help-quick-finish = 叫到就辦結:只領取東西,不用先按開始
window-help-serve-now = 沒有號的人已在窗口:給一個號直接辦,要寫原因
window-help-stop-queue = 本窗口的隊列停止取號,或恢復取號
window-help-alarm = 有危險:悄悄通知全部窗口和管理員;再按一下問是否解除
window-help-ask-guide = 請導辦員到本窗口來;再按一下取消
window-help-go-and-help = 去報警或求助的窗口;再按一下表示已處理
window-help-open = 開窗,或結束暫停
window-help-close = 關窗下班
window-help-lock-screen = 鎖屏;回來刷卡或輸密碼
window-help-sign-out = 簽退下班,窗口一起關
window-help-quit = 退出程式;窗口狀態留在伺服器上
window-help-help = 打開或關上這一頁
window-help-title = 全部按鍵
window-help-lists = 清單裡:↑ ↓ 或數字選擇,回車確定,Esc 取消。數字鍵勾選材料。
window-help-back = 按任意鍵返回
window-help-pages = ↓ ↑ 翻頁,第 { $page } 頁共 { $pages } 頁;按其他鍵返回

# Top line.
window-state-open = 開窗
window-state-paused = 暫停
window-state-closed = 未開窗
window-state-unknown = 讀取中
window-count-waiting = 等 { $count }
window-count-finished = 辦 { $count }
window-count-missed = 過號 { $count }
window-practice = 練習 / Practice: 這裡的一切都不是真的
window-link-up = 已連接
window-link-connecting = 正在連接
window-link-lost = 斷開 { $seconds } 秒
window-link-refused = 被拒絕
window-silent = 伺服器聽不到本窗口

# The number in hand.
window-called = 請到窗口
window-serving = 辦理中
window-calls = 已呼 { $count } 次
window-usual = 平時 { $minutes } 分
window-waited = 等了 { $minutes } 分
window-leg = 第 { $leg } 程
window-visit = 本次來訪
window-visit-leg = { $time } { $window } 號窗 { $matter } · { $end }
window-leg-finished = 辦結
window-leg-went-on = 接著辦
window-leg-transferred = 轉出
window-leg-missed = 過號
window-leg-withdrawn = 放棄
window-leg-expired = 未辦
window-leg-incomplete = 缺材料
window-leg-refused = 不予辦理
window-bound = 指定本窗口
window-suggest-missed = 已呼 { $count } 次,建議過號({ $key })
window-recall-in = { $seconds } 秒後可重呼或過號
window-materials = 材料(數字鍵勾選)
window-arrived = 到號 { $time }
window-taken = 取號 { $time }
window-ahead-by-class = 優先排前:{ $number } 到號 { $time } − { $minutes } 分
window-last-calls = 本窗口最近叫號
window-call-line = { $time } { $number } 第 { $times } 次

# With empty hands.
window-next = 下一位 { $number }
window-press-next = 按 { $key } 叫號
window-nobody = 現在沒有人等候
window-nobody-hint = 有人取號時會響一聲
window-closed-title = 本窗口未開窗
window-closed-hint = 按 { $key } 開窗
window-paused-title = 暫停:{ $reason }
window-paused-until = { $time } 恢復
window-paused-hint = 按 { $open } 或 { $pause } 回來
window-day-closing = 今天已停止取號,手裡有號的都辦完
window-day-closed = 今天已結束
window-may-reopen = { $number } 剛放下,按 { $key } 撤回
window-day-before = 今天還沒開始,還不發號
window-message = 大廳 { $time }: { $text }
window-waiting-for-server = 正在等伺服器的消息…

# Lists.
window-list-waiting = 等候
window-list-counts = 我的 { $own } · 幫辦 { $helped }
window-list-counts-own = 我的 { $own }
window-list-missed = 過號
window-list-held = 掛起
window-list-until = { $time } 止
window-list-more = 還有 { $count } 人
window-list-empty = 無人等候
window-list-hall = 全廳隊列
window-hall-queue = 等 { $waiting } · 開 { $windows } 窗
window-minutes = { $minutes } 分
window-held = 掛起 { $count }

# The pad.
window-pad-offline = 評價器沒有應答
window-pad-ready = 評價器正常
window-pad-asking = 評價器正在請群眾評價
window-pad-rated = 剛才的服務已評價
window-pad-not-rated = 剛才的服務未評價
window-pad-not-asked = 評價器沒能請群眾評價
window-pad-failed = 評價沒有存上
window-pad-unstated = 評價器上未選原因
window-pad-unfit = 評價器不請人評價
window-pad-levels = 它有 { $offered } 個選項,要的是 { $asked } 個:把評價器設成 { $asked } 個,或用 --pad-driver 寫明它的驅動檔案
window-device-failed = 程式的這一部分出錯了:退出後重新啟動

# The call box.
window-box-offline = 呼叫器沒有應答
window-box-ready = 呼叫器正常
window-box-list-open = 呼叫器按鍵沒有起作用:列表還開著
window-box-locked = 呼叫器按了沒用: 請先簽到
window-box-list-open-hint = 先選一項或按 Esc,再按一次呼叫器

# The line above the keys.
window-sent = 已發出:{ $act },等待答覆
window-lost = 連接斷開({ $time } 起,{ $seconds } 秒),正在重連
window-lost-from-start = 還沒連上伺服器({ $seconds } 秒),正在重試
window-not-sent = 沒有發送:連接斷開 { $seconds } 秒
window-not-sent-hint = 正在重連;辦結、過號可以先記下,別的連上後再按
window-not-connected-yet = 還沒連上伺服器
window-not-connected-yet-hint = 連上後再按一次
window-no-answer = 沒有收到答覆,不知道是否已辦成
window-no-answer-hint = 以螢幕上的號碼為準,再決定要不要重按
window-misunderstood = 伺服器的答覆看不懂
window-misunderstood-hint = 請告訴管理員:兩邊程式的版本可能不同
window-not-a-window = 這個令牌不是窗口的令牌
window-nobody-missed = 沒有可以恢復的過號
window-nobody-waits = 本窗口沒有人在等
window-nothing-to-finish = 手裡沒有號,不能辦結
window-nothing-to-finish-hint = 先叫號並開始辦理
window-nothing-to-reopen = 沒有可以撤回的號
window-nothing-to-reopen-hint = 只能撤回本窗口剛辦結或剛過的號
window-nothing-to-transfer = 手裡沒有號,不能轉辦
window-nothing-to-transfer-hint = 先叫號並開始辦理
window-pause-in-hand = 手裡還有號,不能暫停
window-pause-in-hand-hint = 先辦結、掛起或放回
window-no-other-queue = 沒有別的隊列可轉
window-list-closed = 這個號已不在手裡,清單已關上

# Choosing.
window-ask-resume = 哪一位回來了?
window-ask-release = 把哪一個號放回隊列?
window-ask-restore = 恢復哪一個過號?
window-ask-transfer = { $number } 轉到哪裡?
window-ask-transfer-why = 為什麼轉?
window-ask-transfer-words = 寫下轉辦原因:
window-ask-pause = 為什麼暫停?
window-ask-minutes = 暫停多久?
window-ask-close = 還有 { $count } 人在等,關窗嗎?
window-ask-outcome = { $number } 結果如何?
window-outcome-incomplete = 材料不全,改日再來
window-outcome-refused = 不予受理,已說明原因
window-ask-call = 提前叫哪一位?
window-ask-call-why = 為什麼提前叫?
window-ask-call-words = 寫下提前叫的原因:
window-ask-withdraw = 哪一位不辦了?
window-call-back-again = 補齊材料回來了
window-call-passed = 誤被跳過
window-call-frail = 年老、生病或帶幼兒,不宜久等
window-call-urgent = 今天到期的急事
window-call-appointed = 約好這個時間來
window-transfer-window = 只到 { $window } 號窗口({ $name })
window-ask-keys = ↑ ↓ 或數字選擇,回車確定,Esc 取消
window-ask-keys-words = 回車確定,Esc 取消
window-transfer-queue = { $name }(等 { $waiting } 人,開 { $windows } 窗)
window-transfer-next-step = 下一個環節在那裡辦
window-transfer-wrong-queue = 取錯了號
window-transfer-other-department = 應由別的部門辦理
window-transfer-second-matter = 還要辦另一件事
window-transfer-equipment = 本窗口設備故障
window-own-words = 其他,自己寫
window-pause-break = 短時離開
window-pause-meal = 用餐
window-pause-meeting = 開會
window-pause-supplies = 領取用品
window-pause-system = 系統故障
window-pause-minutes = { $minutes } 分鐘
window-close-no = 不關,繼續辦
window-close-yes = 關窗,等的人由別的窗口辦

window-no-sign-in = 這個大廳不用簽到
window-sign-in-who = 請簽到: 選崗位,或刷卡
window-sign-in-code = 請輸入工號
window-sign-in-unknown = 請輸入本窗口的崗位或工號
window-sign-in-pin = { $clerk } 的密碼
window-sign-in-hand = 手裡有號: { $number }
window-sign-in-keys = ↑↓ 或數字選 · 回車確定 · 刷卡直接簽到 · Ctrl+C 退出
window-sign-in-keys-pin = 回車確定 · Esc 重選
window-signed-in = 已簽到
window-signed-in-closed = 已簽到,按 { $key } 開窗
window-scanner-offline = 刷卡機斷開了
window-card-comes = 等待刷卡機
window-card-unread = 沒有讀到卡
window-card-unread-hint = 請再刷一次
window-card-known = 已經簽到了
window-card-known-hint = { $lock } 鎖屏,{ $out } 簽退

# Services: put right, next matter, without paper, stopping a queue.
window-nothing-to-go-on = 沒有正在辦理的號
window-nothing-to-go-on-hint = 先叫號、開始辦理
window-hands-full = 手裡還有號
window-hands-full-hint = 先辦結、掛起或放回
window-open-first = 窗口沒有開
window-open-first-hint = 先按 { $key } 開窗
window-no-items = 本窗口沒有可以直接辦的事項
window-no-queue = 本窗口沒有自己的隊列
window-bad-quantity = 件數要寫 1 到 { $max } 的數字
window-bad-case = 這不是辦件編號
window-bad-case-hint = 4 到 40 位字母、數字或 - / . ;不能寫證件號、手機號
window-goes-on = { $number } 去辦 { $place }({ $window } 號窗口),前面 { $ahead } 人
window-queue-stopped = { $name } 已停止取號
window-queue-started = { $name } 恢復取號
window-queue-stop = 停止取號:{ $name }
window-queue-start = 恢復取號:{ $name }(已停:{ $reason })
window-go-on-here = { $name } · 本窗口接著辦
window-go-on-there = { $name } · 等 { $waiting } 人
window-noted = 已記
window-pieces = { $count } 件
window-case = 編號 { $case }
window-right-item = 實際辦的事項
window-right-quantity = 辦了幾件
window-right-case = 辦件編號
window-ask-right = 更正什麼?
window-ask-served-item = 實際辦的是哪一項?
window-ask-quantity = 一次辦了幾件?
window-ask-case = 辦件編號(部門系統給的):
window-ask-go-on = { $number } 接著辦什麼?
window-ask-serve = 直接辦哪一項?
window-ask-serve-why = 為什麼不取號直接辦?
window-ask-serve-words = 寫下直接辦的原因:
window-ask-stop = 停止或恢復哪個隊列取號?
window-ask-stop-why = 為什麼停止取號?
window-ask-stop-words = 寫下停止取號的原因:
window-ask-keys-search = 打字(拼音首字母)查找,↑↓ 數字,回車,Esc 取消
window-ask-typed = 查找:{ $typed }_  ↑↓ 回車,Esc 取消
window-serve-question = 只問一件事
window-serve-back = 補齊材料回來了
window-serve-collect = 來取辦好的東西
window-serve-no-kiosk = 不會用取號機
window-serve-frail = 年老、生病或帶幼兒,不宜久等

# Help: asked for here, and by other windows.
window-aid-alarm = { $window } 號窗口報警求助,請馬上過去(J 或 F11)
window-aid-guide = { $window } 號窗口請人幫忙(J 或 F11 應答)
window-aid-accepted = { $window } 號窗口的求助:{ $who } 已應答
window-aid-to-alarm = { $window } 號窗口:報警
window-aid-to-guide = { $window } 號窗口:請人幫忙
window-own-alarm-asked = 已發送
window-own-alarm-comes = 已發送,{ $who } 過來了
window-own-guide-asked = 已請導辦員
window-own-guide-comes = { $who } 過來幫忙了
window-nobody-asks = 現在沒有窗口求助
window-ask-alarm-over = 解除嗎?
window-ask-help-whom = 去哪個窗口?
window-alarm-still = 不,繼續
window-alarm-over = 沒事了,解除

# Noted while the link is lost.
window-note = 已記下:{ $number } { $act },恢復連接後發送({ $key } 取消)
window-note-gone = 記下的已取消
window-note-dropped = { $number } 記下的沒有發送:伺服器丟過記錄
window-note-dropped-hint = 看清螢幕上的號再按

# Too small.
window-too-small = 終端機太小
window-too-small-hint = 至少 { $columns } 列 { $rows } 行
window-plain = 終端機不是 UTF-8(區域設定 { $locale }):只能用英文
window-plain-hint = 啟動前設 LANG=C.UTF-8,就有其他語言

# At the command line.
window-say-server = 不知道連到哪裡:缺 --server 或 --token-file
window-say-server-hint = 例:window-tui --server http://192.168.1.10:8080 --token-file /etc/hall/window-14.token;看演示用 --demo
window-pad-needs-token = 評價器要用自己的令牌:缺 --pad-token-file
window-pad-needs-token-hint = 在伺服器上登記:hall-server enrol --role pad --name 名稱 --window 窗口號
window-box-needs-driver = 不知道呼叫器的位元組格式:缺 --call-box-driver
window-box-needs-driver-hint = 指定它的檔案,例如 window-tui/drivers/call-box-21-keys.toml
window-driver-needs-port = 指定了驅動檔案,沒有指定裝置的序列埠
window-driver-needs-port-hint = 加上 --pad 序列埠 或 --call-box 序列埠,例如 --call-box /dev/ttyUSB1
window-pads-say-server = 不知道連哪裡:缺 --server
window-pads-say-server-hint = 例如:window-tui pads --server http://192.168.1.10:8080 --line /dev/ttyUSB0 --at 14=pad-14.token --at 15=pad-15.token
window-pads-too-many = 一條線上最多 { $count } 個評價器
window-pads-too-many-hint = 其餘的接到另一個轉換器,另開一個程式
window-pads-twice = { $window } 號窗口寫了兩次
window-pads-twice-hint = 每個窗口寫一次:--at 窗口號=檔案
window-pads-other-window = 這個令牌是 { $window } 號窗口的:換成本窗口的檔案
window-pads-unconnected = 沒有連上伺服器
window-pads-no-driver = 一條線上的評價器只用 HSP-1:--pad 和 --pad-driver 在這裡不起作用
window-pads-no-driver-hint = 去掉它們,環境變數 HALL_PAD 和 HALL_PAD_DRIVER 也去掉;別家的評價器要單獨的序列埠:window-tui --pad 序列埠 --pad-driver 檔案
window-no-terminal = 標準輸入或輸出不是終端機,窗口程式要在終端機裡執行
window-no-terminal-hint = 直接在終端機或 tmux 裡執行,不要重新導向;只檢查裝置用 window-tui doctor
window-crashed = 程式的一部分出錯了: { $what }
window-crashed-hint = 終端機已還原;請再啟動一次,把上面這行告訴管理員
window-demo-none = 沒有正在執行的演示(找不到 { $path })
window-demo-none-hint = 先在另一個終端機執行:hall-server demo
window-demo-bad = 演示的檔案 { $path } 讀不懂:{ $what }
window-demo-bad-hint = 重新執行演示:hall-server demo
window-doctor-window = { $window } 號窗口的令牌,伺服器認得
window-doctor-silent = 伺服器沒有應答
window-doctor-terminal = { $columns } × { $rows }
window-doctor-narrow = { $columns } × { $rows },太窄,不顯示等候名單;至少 72 列才有
window-doctor-no-pad = 沒有指定評價器(--pad)
window-doctor-pad-silent = 沒有應答:檢查電源、接線和速率

# The bar above the window: few cells, seen by everybody.
window-bar-please = 請辦理
window-bar-serving = 辦理中
window-bar-paused = 暫停
window-bar-paused-until = 暫停 { $time } 恢復
window-bar-back = { $time } 恢復
window-bar-closed = 未開窗
window-bar-test = 測試 0123 AB

# The bar, for the clerk.
window-bar-offline = 窗口條屏沒有正常顯示
window-bar-silent = 沒有應答:檢查電源、接線、速率和站號
window-bar-busy = 一直說忙
window-bar-refused = 拒絕了(代碼 { $code }):檢查 --bar-driver 檔案
window-bar-garbled = 應答看不懂:檢查連接埠和 --bar-driver 檔案
window-bar-needs-both = 窗口條屏要同時給出 --bar 和 --bar-driver
window-bar-needs-both-hint = 例:--bar tcp:192.168.1.60:502 --bar-driver bar.toml
window-doctor-no-bar = 沒有指定窗口條屏(--bar)
window-doctor-bar-shows = 條屏已應答,請看它是否顯示"{ $text }"
window-doctor-bar-sent = 已傳送"{ $text }",這種條屏不應答,請看它是否顯示
window-doctor-bar-keeps = 它沒有逾時,程式斷了也會一直顯示
window-doctor-pad-press = 請在 { $seconds } 秒內按一下評價器的任意鍵
window-doctor-pad-pressed = 收到評價器的按鍵
window-doctor-pad-unpressed = 沒有收到評價器的按鍵:檢查電源、接線、速率和驅動檔案
window-doctor-no-box = 沒有指定呼叫器(--call-box)
window-doctor-box-press = 請在 { $seconds } 秒內按一下呼叫器的任意鍵
window-doctor-box-pressed = 收到按鍵:{ $act }
window-doctor-box-silent = 沒有收到按鍵:檢查電源、接線、速率和驅動檔案
window-doctor-no-scanner = 沒有指定刷卡機(--scanner)
window-doctor-scan = 請在 { $seconds } 秒內刷一次工作卡
window-doctor-scanned = 讀到一張卡,{ $count } 個字元
window-doctor-scan-silent = 沒有讀到卡:檢查電源、接線和速率,刷卡機要在卡號後加 CR 或 LF
window-doctor-scanner-types = 刷卡機當鍵盤用(按鍵檔案 card = { $key }):請在簽到頁刷卡試
window-doctor-small = { $columns } × { $rows },80 × 24 才顯示得全
window-doctor-utf8 = UTF-8
window-doctor-no-utf8 = 不是 UTF-8(區域設定 { $locale }),只能用英文:設 LANG=C.UTF-8 就有其他語言
window-doctor-colour = 有顏色
window-doctor-no-colour = 沒有顏色(NO_COLOR)
window-doctor-dumb = TERM={ $term } 不能定位文字:換一個終端機,或設 TERM=xterm-256color

# Training: tasks in a practice hall.
window-lesson = 練習
window-lesson-open = 開窗: 按 { $key }
window-lesson-call-next = 叫第一位: 按 { $key }
window-lesson-recall = 沒有人來,等幾秒再叫一次: { $key }
window-lesson-start = 人來了,開始辦理: { $key }
window-lesson-finish = 辦好了,請民眾評價: { $key }
window-lesson-missed = 再叫一位({ $call });沒有人來,記過號: { $key }
window-lesson-reopen = 人還是來了,撤回過號: { $key }
window-lesson-hold = 他去影印材料,先掛起: { $key }
window-lesson-resume = 他回來了,接著辦: { $key }
window-lesson-transfer = 這件事別的窗口辦,轉過去: { $key },選去處和原因
window-lesson-pause = 休息一下,暫停: { $key },選原因和時間
window-lesson-over = { $of } 項都做到了。想練多久都行;{ $key } 退出
window-train-none = 找不到練習大廳的程式 hall-server
window-train-none-hint = 把它放在 window-tui 旁邊,或用 --hall-server 指出
window-train-failed = 練習大廳沒有開起來: { $what }
window-train-failed-hint = 直接執行 hall-server practice 看看原因

# A case begins at the window.
window-right-accept = 受理一個辦件,期限從今天起算
window-key-open-case = 受理
window-case-accepted = 已受理 { $number },最晚 { $due } 辦結
window-case-accepted-provisional = 已受理 { $number },最晚 { $due } 辦結 (下一年放假通知未發布,日期暫定)

# A case is taken a step further.
window-key-case = 辦件
window-key-move-case = 辦件下一步
window-help-case = 辦件下一步(輸編號末幾位)
window-ask-case-which = 哪個辦件? 輸編號的末幾位:
window-ask-case-of = 哪個辦件?
window-no-case = 沒有這個編號的在辦件
window-no-case-hint = 看回執上的編號; 已經送達或退出的辦件不在這裡
window-case-over = 沒有下一步: { $case }
window-case-over-hint = 這個辦件已經結束
window-case-moved = { $case }
window-case-act-accept = 受理,期限從今天起算
window-case-act-accept-missing = 容缺受理
window-case-act-ask-more = 一次性告知補正
window-case-act-not-accept = 不予受理
window-case-act-handle = 開始承辦
window-case-act-finish-part = 一個部門辦完了
window-case-act-approve = 批准 (受理人不能批准)
window-case-act-finish = 辦結
window-case-act-deliver = 送達申請人
window-case-act-bring-missing = 容缺材料補齊了
window-case-act-lapse = 容缺材料沒補,按撤回處理
window-case-act-explain = 公開超期原因
window-case-act-suspend = 時限暫停,從今天起
window-case-act-continue = 時限恢復,從明天起
window-case-act-extend = 延期 (只有一次)
window-case-act-return = 退回
window-case-act-withdraw = 申請人撤回
window-case-act-hand-on = 轉由別的部門辦
window-ask-case-text = 寫下缺什麼或原因:
window-ask-case-until = 哪一天補齊? 寫成 2026-01-31:
window-ask-case-part = 哪個部門?
window-ask-case-department = 哪個部門?
window-ask-case-how = 怎樣送達?
window-ask-case-kind = 為什麼暫停?
window-ask-case-document = 文書編號:
window-ask-case-days = 延幾個工作日?
window-case-bad-until = 日期要寫成 2026-01-31
window-case-bad-days = 天數要寫數字
