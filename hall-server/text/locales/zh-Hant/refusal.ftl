# Words of the surface: refusal. For every stable code one calm sentence for the person
# concerned, and what to do next.

# Who asks.
refusal-role-not-allowed = 這臺設備不能做這件事。
hint-role-not-allowed = 請用有權限的設備，或找大廳值班經理。
refusal-other-window = 這臺設備屬於 { $window } 號窗口。
hint-other-window = 請在 { $window } 號窗口的設備上操作。
refusal-device-revoked = 這臺設備已停用。
hint-device-revoked = 請找管理員重新登記這臺設備。

# What is asked for.
refusal-unknown-item = 沒有「{ $item }」這個事項。
hint-unknown-item = 請從事項列表裡選擇，或到諮詢臺詢問。
refusal-unknown-queue = 沒有「{ $queue }」這個隊列。
hint-unknown-queue = 請從隊列列表裡選擇。
refusal-unknown-window = 沒有 { $window } 號窗口。
hint-unknown-window = 請核對窗口號碼。
refusal-unknown-ticket = 今天沒有這個號。
hint-unknown-ticket = 請核對號票上的號碼和日期，過期請重新取號。
refusal-unknown-class = 沒有「{ $class }」這個人群類別。
hint-unknown-class = 請從類別列表裡選擇。
refusal-unknown-series = 沒有「{ $series }」這個號段。
hint-unknown-series = 請核對號票上的字母。
refusal-unknown-clerk = 沒有「{ $clerk }」這個工號。
hint-unknown-clerk = 請核對工號，新同事請找管理員登記。
refusal-unknown-device = 系統裡沒有這臺設備。
hint-unknown-device = 請找管理員登記這臺設備。
refusal-unknown-case = 沒有找到這個辦件，或已經結束。
hint-unknown-case = 請核對辦件編號；結束的辦件第二天起不在這裡。
refusal-unknown-department = 沒有「{ $department }」這個部門。
hint-unknown-department = 請從部門列表裡選擇。
refusal-item-or-queue = 請選擇一個事項或一個隊列，兩者不能矛盾。
hint-item-or-queue = 只選事項就可以，隊列會自動確定。

# Taking a number.
refusal-queue-paused = 這裡暫時不取號。
hint-queue-paused = 請稍後再來，或到諮詢臺詢問。
refusal-outside-hours = 現在不在取號時間，取號時間是 { $from } 到 { $until }。
hint-outside-hours = 請在 { $from } 到 { $until } 之間來取號。
refusal-hall-closed-today = 大廳今天不辦公。
hint-hall-closed-today = 請在工作日再來。
refusal-day-not-open = 今天還沒有開始辦理。
hint-day-not-open = 請等到開始取號的時間。
refusal-day-closing = 今天不再取號，手裡有號的都會辦完。
hint-day-closing = 請明天再來；手裡有號的請繼續等候。
refusal-day-closed = 今天的辦理已經結束。
hint-day-closed = 請在下一個工作日再來。
refusal-item-not-yet = 這個事項從 { $date } 起才能辦理。
hint-item-not-yet = 請在 { $date } 或以後再來。
refusal-too-young = 這個事項需要申請人年滿 { $age } 周歲。
hint-too-young = 請到諮詢臺詢問可以怎麼辦。
refusal-age-not-confirmed = 請先確認申請人是否年滿 { $age } 周歲。
hint-age-not-confirmed = 請按螢幕上的提示確認，或到諮詢臺辦理。
refusal-no-agents = 這個事項要申請人本人來辦。
hint-no-agents = 請本人帶身分證件來辦理。
refusal-quota-used = 這個事項今天的 { $quota } 個號已經取完。
hint-quota-used = 請明天早些來，或到諮詢臺詢問。
refusal-person-limit = 您今天取的號已達到 { $limit } 個的上限。
hint-person-limit = 請先辦完手裡的號，或到諮詢臺詢問。
refusal-series-full = { $series } 號段今天的號已經取完。
hint-series-full = 請到諮詢臺詢問，工作人員已收到提醒。
refusal-booking-other-day = 這個預約不是今天的。
hint-booking-other-day = 請在預約的日期來，或取一個普通號。
refusal-booking-too-early = 現在簽到預約還太早。
hint-booking-too-early = 請臨近預約時間再來簽到。
refusal-gathering = 系統剛恢復，還在等 { $missing } 臺設備報到，暫時不能取號。
hint-gathering = 請稍等片刻；值班經理可以在管理頁面上結束等待。
refusal-disk-low = 伺服器磁碟快滿了，暫時不能取號。
hint-disk-low = 叫號和辦理照常；請值班經理通知管理員清理磁碟。
refusal-hall-full = 今天的號已達到系統上限 { $limit } 個。
hint-hall-full = 請到諮詢臺詢問。

# Blocks and papers of hours without the server.
refusal-blocks-full = { $series } 號段沒有可以預留的號了。
hint-blocks-full = 取號機連線時照常取號；請管理員在方案裡放寬號段。
refusal-number-outside-block = 這個號不是這臺取號機領到的號。
hint-number-outside-block = 請核對號票，並通知管理員。
refusal-number-used = 這個號已經登記為另一張號票。
hint-number-used = 請核對號票，並通知管理員。
refusal-day-too-old = 號票的日期太早，不能再補登。
hint-day-too-old = 請通知管理員；來辦事的人請重新取號。

# Windows.
refusal-window-not-open = 窗口還沒有開。
hint-window-not-open = 請先開窗。
refusal-window-paused = 窗口正在暫停。
hint-window-paused = 請先結束暫停。
refusal-window-busy = 窗口手裡還有一個號。
hint-window-busy = 請先辦結、記過號或放回這個號。
refusal-ticket-in-hand = 手裡還有號，不能離開窗口。
hint-ticket-in-hand = 請先辦結、記過號或放回，掛起的號也要處理完。
refusal-nobody-waiting = 現在沒有可以叫的人。
hint-nobody-waiting = 稍等一會兒，有人來時螢幕會顯示。
refusal-clerk-elsewhere = 這個工號正在 { $window } 號窗口上崗。
hint-clerk-elsewhere = 請先在 { $window } 號窗口關窗。
refusal-clerk-not-here = 這個窗口沒有安排這個工號。
hint-clerk-not-here = 請用本窗口 A 崗或 B 崗的工號。
refusal-not-signed-in = 本窗口還沒有簽到。
hint-not-signed-in = 請先簽到，再開窗。
refusal-sign-in-wrong = 密碼不對，或這張卡不是本窗口的。
hint-sign-in-wrong = 請再試一次；連錯五次鎖十五分鐘。
refusal-window-taken = { $clerk } 在這個窗口手裡還有號。
hint-window-taken = 請 { $clerk } 先辦完；人不在時，請管理員把這個號掛起或放回。
refusal-card-needs-post = 這個窗口沒有安排崗位，不能刷卡。
hint-card-needs-post = 請輸入工號和密碼。
refusal-sign-in-locked = 錯的次數太多，還要等 { $minutes } 分鐘。
hint-sign-in-locked = 請等一等，或請管理員解鎖、重設密碼。
refusal-no-pin = 工號 { $clerk } 還沒有密碼。
hint-no-pin = 請管理員用 hall-server clerk pin 設一個。
refusal-bad-credential = 簽到要工號加密碼，或刷一張卡。
hint-bad-credential = 密碼是 6 位以上數字；卡請再刷一次。
refusal-queue-not-served = 這個窗口不辦理「{ $queue }」隊列。
hint-queue-not-served = 請轉到辦理這個隊列的窗口。
refusal-reason-required = 請寫明原因。
hint-reason-required = 從列表裡選一個原因，或寫一句話。
refusal-pause-length = 暫停時間應在 1 到 { $minutes } 分鐘之間。
hint-pause-length = 請改一下分鐘數。

# A ticket in its states.
refusal-no-help-asked = 這個窗口沒有求助，或已經結束。
hint-no-help-asked = 不用處理。
refusal-help-accepted = 已經有人過去了。
hint-help-accepted = 離得近也可以過去，不然繼續辦理。
refusal-own-help = 不能應答自己窗口的求助。
hint-own-help = 請等人過來，或結束求助。
refusal-ticket-not-waiting = 這個號現在不在等候。
hint-ticket-not-waiting = 請重新整理，看這個號現在的狀態。
refusal-person-busy = 這位民眾正在別的窗口，或剛被叫過。
hint-person-busy = 請先叫下一位，過幾分鐘再叫。
refusal-bound-to-window = 這個號只能由 { $window } 號窗口叫。
hint-bound-to-window = 請讓 { $window } 號窗口來叫。
refusal-nothing-in-hand = 窗口手裡沒有號。
hint-nothing-in-hand = 請先叫號。
refusal-ticket-not-here = 這個號不在這個窗口。
hint-ticket-not-here = 請到叫了這個號的窗口操作。
refusal-not-called = 這個號現在不是被叫的狀態。
hint-not-called = 請重新整理，看這個號現在的狀態。
refusal-not-serving = 這個號還沒有開始辦理。
hint-not-serving = 人到窗口後請先按開始。
refusal-already-serving = 這個號已經在辦理。
hint-already-serving = 繼續辦理就可以。
refusal-not-held = 這個號沒有掛起。
hint-not-held = 請重新整理，看這個號現在的狀態。
refusal-recall-too-soon = 剛剛叫過，請過 { $seconds } 秒再重呼。
hint-recall-too-soon = 請等 { $seconds } 秒。
refusal-recall-limit = 已經叫了 { $calls } 次，不再重呼。
hint-recall-limit = 沒有人來可以記過號。
refusal-missed-too-soon = 剛叫過，還不能記過號。
hint-missed-too-soon = 請再等 { $seconds } 秒。
refusal-not-missed = 這個號沒有過號，不用恢復。
hint-not-missed = 請留意叫號。
refusal-restore-too-late = 過號的時間太長，不能恢復。
hint-restore-too-late = 請重新取號。
refusal-restore-limit = 這個號已經恢復過，不能再恢復。
hint-restore-limit = 請重新取號，或到諮詢臺詢問。
refusal-hold-limit = 窗口最多掛起 { $limit } 個號。
hint-hold-limit = 請先辦結或放回一個掛起的號。
refusal-not-reopenable = 這個號不能撤回。
hint-not-reopenable = 只有剛辦結或剛過號的可以撤回。
refusal-reopen-too-late = 辦結或過號太久，不能撤回。
hint-reopen-too-late = 需要時請民眾重新取號。
refusal-stale-version = 這個號的狀態剛剛變了，這次操作沒有執行。
hint-stale-version = 請看螢幕上的最新狀態，再操作一次。
refusal-same-place = 這個號已經在那裡。
hint-same-place = 請選擇別的隊列或窗口。
refusal-quantity-range = 一次辦理的件數最多為 { $max } 件。
hint-quantity-range = 請填寫 1 到 { $max } 之間的件數。
refusal-case-number = 這不是辦件編號。
hint-case-number = 請填寫 4 到 40 位的字母、數字或 - / . 符號，證件號和手機號不能填。
refusal-transfer-limit = 這個號已經轉辦 { $limit } 次，不能再轉。
hint-transfer-limit = 請在本窗口辦結，需要時請民眾重新取號。

# Rating.
refusal-already-rated = 這次辦理已經評價過，不用再評。
hint-already-rated = 謝謝您的評價。
refusal-not-ratable = 這個號現在不能評價。
hint-not-ratable = 辦結以後請在本窗口的評價器上評價。
refusal-rating-too-late = 評價的時間已經過了。
hint-rating-too-late = 有意見請到諮詢臺反映，或撥打服務電話。
refusal-bad-level = 評價分為 1 到 5 級。
hint-bad-level = 請選擇其中一級。
refusal-rating-reason = 不滿意請選擇或寫明原因。
hint-rating-reason = 選一個原因，我們才能改進。

# Cases.
refusal-case-nobody = { $window } 號窗口沒有登記誰在崗，辦件的每一步都要有經辦人。
hint-case-nobody = 請先用自己的工號開窗，再辦理。
refusal-case-number-taken = 這個編號已經用於另一個辦件。
hint-case-number-taken = 請核對編號；不填時由大廳自動編號。
refusal-case-limit = 沒有結束的辦件已達到系統上限 { $limit } 件。
hint-case-limit = 請先送達或結束積壓的辦件，並通知管理員。
refusal-case-part-limit = 一個辦件最多有 { $limit } 個協辦部門。
hint-case-part-limit = 請減少協辦部門，或分成幾個辦件。
refusal-case-over = 這個辦件已經結束。
hint-case-over = 不能再辦理；需要時請重新開一個辦件。
refusal-case-stage =
    辦件現在{ $stage ->
        *[told] 還沒有受理
         [accepted] 已經受理
         [handled] 正在承辦
         [approved] 已經批准
         [finished] 已經辦結
         [delivered] 已經送達
    }，不能做這一步。
hint-case-stage = 請按受理、承辦、批准、辦結、送達的順序辦理。
refusal-case-asked-already = 要補正的材料已經一次告知過。
hint-case-asked-already = 請按告知的清單收材料，收齊後受理。
refusal-case-deemed-accepted = 五個工作日內沒有告知補正，自 { $date } 起視為受理。
hint-case-deemed-accepted = 請直接受理，期限從 { $date } 起算。
refusal-case-own = 受理人不能審批自己受理的辦件。
hint-case-own = 收辦要分離，請由其他工作人員審批。
refusal-case-parts-open = 還有 { $count } 個協辦部門沒有辦完。
hint-case-parts-open = 請等各部門辦完，再批准。
refusal-case-no-part = 這個部門不參加本辦件，或已經辦完。
hint-case-no-part = 請核對部門。
refusal-case-suspended = 辦件正在暫停計時。
hint-case-suspended = 請先恢復計時，再做這一步。
refusal-case-not-suspended = 辦件沒有暫停計時。
hint-case-not-suspended = 不用恢復。
refusal-case-stop-days = 暫停計時的日期不對。
hint-case-stop-days = 開始日從受理日到今天，結束日從開始日到今天。
refusal-case-stop-limit = 這個辦件已經暫停計時 { $limit } 次，不能再停。
hint-case-stop-limit = 請在期限內辦結，或辦理延期。
refusal-case-extended = 這個辦件已經延期一次，不能再延。
hint-case-extended = 請在期限內辦結。
refusal-case-extension-days = 延期應在 1 到 { $max } 個工作日之間。
hint-case-extension-days = 請改一下天數。
refusal-case-overdue = 辦件已經超期，不能再延期。
hint-case-overdue = 請盡快辦結，並公開說明超期原因。
refusal-case-not-overdue = 辦件沒有超期，不用說明原因。
hint-case-not-overdue = 請在期限內辦結。
refusal-case-missing = 容缺的材料還沒有補齊。
hint-case-missing = 材料收到後請先登記補齊，再辦結。
refusal-case-nothing-missing = 這個辦件沒有待補的材料。
hint-case-nothing-missing = 不用登記。
refusal-case-promise-day = 補齊材料的期限早於今天。
hint-case-promise-day = 請填今天或以後的日期。

# Managing.
refusal-plan-in-use = 還有人在等，方案裡不能去掉正在使用的隊列、窗口或事項。
hint-plan-in-use = 請等列出的隊列和窗口辦完，或下班後再更換方案。
refusal-plan-invalid = 方案自相矛盾，沒有啟用。
hint-plan-invalid = 請用 hall-server check 檢查，它會指出行號和改法。
refusal-not-paused = 這裡沒有暫停。
hint-not-paused = 不用恢復。
refusal-window-for-role = 窗口終端和評價器要指定窗口，其他設備不指定。
hint-window-for-role = 請改正窗口號後再登記。
refusal-device-limit = 登記的設備已達到 { $limit } 臺的上限。
hint-device-limit = 請找管理員處理。

# Speaking with the server.
refusal-unauthorized = 沒有帶上設備令牌。
hint-unauthorized = 請用登記時得到的令牌連接。
refusal-token-unknown = 設備令牌不對，或已失效。
hint-token-unknown = 請找管理員重新登記這臺設備。
refusal-malformed = 請求的內容看不懂。
hint-malformed = 請對照介面說明改正內容。
refusal-body-too-large = 請求的內容太大。
hint-body-too-large = 請縮短內容後重試。
refusal-request-id-required = 請求缺少 request_id。
hint-request-id-required = 請為每一次操作帶上一個新的 UUID。
refusal-request-id-malformed = request_id 不是 UUID。
hint-request-id-malformed = 請帶上一個 UUID。
refusal-request-id-reused = 這個 request_id 已用於另一個請求。
hint-request-id-reused = 請為新的操作換一個新的 UUID。
refusal-not-found = 沒有找到。
hint-not-found = 請核對地址。
refusal-method-not-allowed = 這個地址不支持這種請求方法。
hint-method-not-allowed = 請對照介面說明改正。
refusal-raw-identity-refused = 請不要發送姓名、證件號或電話號碼。
hint-raw-identity-refused = 只發送證件的摘要值。
refusal-bad-code = 代碼的寫法不對。
hint-bad-code = 代碼由 1 到 15 個字母、數字、「-」或「_」組成。
refusal-protocol-version = 設備程式和伺服器的版本不一致。
hint-protocol-version = 請把設備程式更新到和伺服器一樣的版本。
refusal-other-epoch = 伺服器的記錄已變動，請看清螢幕再操作。
hint-other-epoch = 設備正在重新連線。
refusal-board-commands = 顯示屏只接收，不發送操作。
hint-board-commands = 請用窗口、取號機或管理頁面操作。
refusal-server-stopping = 伺服器正在重新啟動。
hint-server-stopping = 幾秒鐘後會自動恢復，請稍等。
refusal-storage-failed = 伺服器沒有能保存，這次操作沒有執行。
hint-storage-failed = 請稍後重試；如果還不行，請通知管理員。
refusal-internal = 伺服器出了差錯，這次操作沒有執行。
hint-internal = 請稍後重試；如果還不行，請通知管理員。
refusal-not-a-hall = 這個地址上沒有大廳伺服器。
hint-not-a-hall = 請核對伺服器地址和連接埠。
