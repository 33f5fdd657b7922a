# Words of the surface: page. `page-board-*` stands on the boards, in two languages at once.

page-practice = 演練 · 不是真實業務
page-stale-seconds = 資料截至 { $time } · { $age } 秒前 · 正在重新連接
page-stale-minutes = 資料截至 { $time } · { $age } 分鐘前 · 正在重新連接
page-stale-hours = 資料截至 { $time } · { $age } 小時前 · 正在重新連接
page-noscript = 本頁每 { $seconds } 秒自動刷新一次
page-floor = { $floor ->
    [1] 一樓
    [2] 二樓
    [3] 三樓
    [4] 四樓
    [5] 五樓
    [6] 六樓
   *[other] { $floor } 樓
}
page-minutes-range = { $low }–{ $high } 分鐘
page-minutes-one = 約 { $low } 分鐘
page-today = 今天 { $time }
page-tomorrow = 明天 { $time }
page-on-day = { $month } 月 { $day } 日 { $time }

# Home.
page-home-title = 頁面導航
page-home-day = { $day }，已取號 { $issued } 張，現在等候 { $waiting } 人
page-home-closed = 今天未開廳
page-home-board = 叫號大屏
page-home-board-what = 放在大廳的電視上：剛叫到的號、各隊列等候和過號。
page-home-zone-what = 只顯示這一區的叫號，放在這一區的電視上。
page-home-outdoor = 戶外螢幕
page-home-outdoor-what = 放在大門外：現在能辦什麼、各區要等多久、昨天的公開數字；沒有任何號碼。
page-home-phone = 手機看排隊
page-home-phone-what = 掃號票上的二維碼打開，能看到前面還有幾人；叫到時變色、響鈴。
page-home-manage = 大廳現況
page-home-manage-what = 給管理人員：有沒有異常、等多久、哪個窗口要支援。
page-home-pad = 評價平板
page-home-pad-what = 放在窗口旁：辦完業務請群眾評價。網址用這台評價器自己的權杖打開一次。
page-home-api = 接口文檔
page-home-api-what = 給對接單位：OpenAPI 說明。
page-home-led = 演示用的 LED 條屏，由真實的大屏程式按 BX-5K 卡的協定驅動
page-home-languages = 語言

# Boards.
page-board-title = { $hall } · 叫號
page-board-go = 請到
page-board-window = 窗口
page-board-serving = 辦理中
page-board-again = 第 { $times } 次
page-board-just = 剛剛呼叫
page-board-missed = 過號
page-board-missed-until = { $until } 前到{ $desk }
page-board-paused = 暫停
page-board-paused-until = { $until } 恢復
page-board-queue-waiting = 等候 { $count } 人
page-board-queue-free = 無人等候
page-board-queue-shut = 窗口未開
page-board-queue-paused = 暫停取號
page-board-no-calls = 還沒有叫號
page-board-no-calls-what = 請留意手中的號，叫到時會在這裡顯示並播報
page-board-closed = 今天的業務已結束
page-board-not-open = 大廳還沒有開
page-board-closed-what = 謝謝您，歡迎再來
page-board-opens = { $when } 開始取號
page-board-closing = 已停止取號，手中有號的都會辦完
page-board-more = 還有 { $count } 個號
page-board-no-zone = 沒有叫「{ $zone }」的服務區
page-board-no-zone-what = 請把這塊螢幕的網址改成下面的一個：
page-board-whole = 整個大廳
page-board-phone = 掃碼用手機看

# The outdoor board.
page-outdoor-title = { $hall } · 今日辦事
page-outdoor-open = 正在取號
page-outdoor-waits = 各區現在要等
page-outdoor-free = 不用等
page-outdoor-short = 稍等
page-outdoor-items = 現在可以辦理
page-outdoor-no-items = 現在沒有可以取號的事項
page-outdoor-yesterday = 昨天
page-outdoor-on-day = { $month } 月 { $day } 日
page-outdoor-finished = 辦結
page-outdoor-services = { $count } 件
page-outdoor-wait = 平均等候
page-outdoor-minutes = { $count } 分鐘
page-outdoor-satisfied = 群眾滿意率

# The citizen's page.
page-phone-title = { $number } · { $hall }
page-phone-title-called = 請到 { $window } 號窗口 · { $number }
page-phone-state-waiting = 等候中
page-phone-state-called = 叫到了
page-phone-state-serving = 辦理中
page-phone-state-held = 稍候
page-phone-state-missed = 已過號
page-phone-state-finished = 已辦結
page-phone-state-withdrawn = 已撤號
page-phone-state-expired = 已失效
page-phone-window = { $window } 號窗口
page-phone-ahead = { $count ->
    [0] 下一位就是您
   *[other] 前面還有 { $count } 人
}
page-phone-wait = 大約 { $low }–{ $high } 分鐘，{ $from }–{ $until } 之間
page-phone-wait-one = 大約 { $low } 分鐘，{ $until } 前後
page-phone-wait-unknown = 今天叫號還少，暫時估不出時間
page-phone-notify = 叫到時這一頁會變色，點右上角還會響鈴、震動。叫到前請回到大廳；過號後 { $minutes } 分鐘內到{ $desk }恢復一次。
page-phone-bell = 叫到時響鈴
page-phone-bell-on = 會響鈴
page-phone-go = 請現在到
page-phone-go-what = 在{ $floor }。聽到叫號沒有到，會算過號。
page-phone-go-again = 已叫 { $times } 次
page-phone-serving-what = 正在 { $window } 號窗口辦理。
page-phone-held-what = 辦好手頭的事，直接回 { $window } 號窗口，不用重新取號。
page-phone-missed-until = { $until } 前到{ $desk }恢復
page-phone-missed-what = 恢復後再等幾位，號碼不變。
page-phone-missed-over = 不能再恢復了，請重新取號或問{ $desk }。
page-phone-finished-what = 謝謝您。請帶好證件和材料。
page-phone-withdrawn-what = 這個號已經取消；要辦請重新取號。
page-phone-expired-what = 大廳已結束這一天的業務，這個號不能再用。請改日重新取號，或問{ $desk }。
page-phone-bring = 請帶好
page-phone-serving-now = 正在辦理
page-phone-taken = 取號時間
page-phone-updated = 更新
page-phone-wifi = 免費無線網絡
page-phone-paused = 這項業務暫停取號：{ $reason }。手中的號仍然有效。
page-phone-gone-title = 找不到這張號
page-phone-gone = 這張號票不是今天的，或者網址不完整。
page-phone-gone-what = 請重新掃號票上的二維碼；還是不行，請把號票拿到{ $desk }。

# The pad's page.
page-pad-title = 服務評價
page-pad-size = 大字
page-pad-sound = 聲音
page-pad-lost = 網絡中斷，正在重新連接
page-pad-idle = 辦完業務後，請在這裏評價
page-pad-ask = 請您對這次服務作出評價
page-pad-said = { $number }，您的業務已辦完，請對這次服務作出評價
page-pad-left = 還有 { $seconds } 秒；不評價也可以，不會記為滿意
page-pad-level-5 = 非常滿意
page-pad-level-4 = 滿意
page-pad-level-3 = 基本滿意
page-pad-level-2 = 不滿意
page-pad-level-1 = 非常不滿意
page-pad-why = { $level }：哪裏沒有做好？請選一項或幾項，或寫下原因
page-pad-own = 也可以自己寫
page-pad-back = 返回
page-pad-send = 提交
page-pad-sending = 正在提交
page-pad-kept = 您的評價已記下
page-pad-kept-what = 網絡中斷，連上以後自動提交。
page-pad-thanks = 謝謝您的評價
page-pad-thanks-what = 請帶好證件和材料。
page-pad-late = 這次評價沒有記上
page-pad-noscript = 評價要用到腳本，請在瀏覽器裏允許運行
page-pad-unknown = 這台平板還沒有登記為評價器
page-pad-unknown-what = 請管理人員在伺服器上登記評價器，再用它的網址打開一次。
page-pad-gone-title = 這個網址打不開評價器
page-pad-gone = 網址不完整，或者這台評價器已經停用。
page-pad-gone-what = 請管理人員在伺服器上重新登記評價器，再用新的網址打開。

# The national list of reasons for a bad rating.
page-reason-207 = 沒有提供材料樣本
page-reason-208 = 沒有提供材料清單
page-reason-209 = 未在承諾時間內辦結
page-reason-210 = 同樣內容的證明材料被要求多次提交
page-reason-211 = 承諾網辦但無法在線辦理
page-reason-212 = 在線預約辦理後到實體大廳重複取號排隊
page-reason-213 = 窗口人員業務不熟練
page-reason-214 = 服務態度生硬
page-reason-108 = 在辦事指南之外增加新的審批條件
page-reason-109 = 需提供辦事指南之外的申報材料
page-reason-110 = 無理由超過法定辦理時間
page-reason-111 = 辦事指南提供樣本有錯
page-reason-112 = 承諾在線收取申報材料實際無法收取
page-reason-113 = 多頭跑窗口和部門
page-reason-114 = 跑動次數與承諾的不一致
page-reason-115 = 服務態度差效率低

# The managers' page.
page-manage-title = { $hall } · 現況
page-manage-fine = 一切正常，現在不需要您處理
page-manage-trouble = { $count } 件事需要處理
page-manage-watch = { $count } 件事值得留意
page-manage-waiting = 等候（人）
page-manage-longest = 最久（分）
page-manage-open = 開窗 / 全部
page-manage-issued = 今日取號
page-manage-finished = 已辦結
page-manage-stage-open = 開廳
page-manage-stage-closing = 已停止取號
page-manage-stage-closed = 已閉廳
page-manage-stage-none = 未開廳
page-manage-since = { $time } 起，{ $minutes } 分鐘
page-manage-queues = 隊列
page-manage-queue = 隊列
page-manage-queue-waiting = 等候
page-manage-queue-oldest = 最久
page-manage-queue-forecast = 新來約等
page-manage-queue-windows = 開窗
page-manage-note = 備註
page-manage-paused = 暫停：{ $reason }
page-manage-help = 要支援
page-manage-long = 等久了
page-manage-nobody = 有人等，沒有窗口開
page-manage-no-queues = 沒有人等候。
page-manage-windows = 窗口
page-manage-window = 窗口
page-manage-window-state = 狀態
page-manage-window-hand = 手上
page-manage-window-finished = 辦結
page-manage-window-missed = 過號
page-manage-window-clerk = 工號
page-manage-open-state = 開
page-manage-paused-state = 暫停
page-manage-closed-state = 未開
page-manage-closed-windows = 未開的窗口：{ $windows }
page-manage-no-windows = 還沒有窗口開。
page-manage-kiosks = 取號機
page-manage-kiosk = 名稱
page-manage-kiosk-link = 連線
page-manage-kiosk-online = 線上
page-manage-kiosk-offline = 沒有連線
page-manage-printer = 印表機
page-manage-paper = 紙
page-manage-paper-left = 約還能印 { $papers } 張
page-manage-printer-unknown = 還沒有消息
page-manage-printer-fine = 正常
page-manage-printer-near-end = 紙快用完了
page-manage-printer-paper-out = 沒有紙
page-manage-printer-cover-open = 上蓋沒有合好
page-manage-printer-cutter = 切刀卡住
page-manage-printer-fatal = 故障
page-manage-printer-hot = 列印頭過熱
page-manage-printer-offline = 離線
page-manage-printer-unreachable = 連不上
page-manage-printer-silent = 不回答
page-manage-hand-called = { $number } 已叫 { $minutes } 分
page-manage-hand-serving = { $number } 辦理 { $minutes } 分
page-manage-until = { $until } 恢復
page-manage-overdue = 原定 { $until } 恢復
page-manage-silent = 失去聯絡
page-manage-minutes = { $minutes } 分

# Alarms and what to do about them.
page-alarm-series-full = { $what } 字頭的號碼用完了，不能再取號；請檢查計劃裡的號碼範圍
page-alarm-blocks-full = { $what } 字頭沒有可借給取號機的號段了
page-alarm-held-long = { $what } 掛起太久，請問窗口
page-alarm-window-silent = { $what } 號窗口失去聯絡，手上還有號；請過去看一下
page-alarm-pause-long = { $what } 號窗口暫停過久，請催促或安排頂崗
page-alarm-post-absent = { $what } 號窗口 A、B 崗都沒有到崗
page-alarm-sign-in-locked = 工號 { $what } 連續輸錯密碼，已鎖定；不是本人請查看
page-alarm-cards-locked = { $what } 號窗口連續刷錯卡，已鎖定；請查看
page-alarm-help-alarm = { $what } 號窗口報警求助，請馬上兩人一起過去
page-alarm-help-guide = { $what } 號窗口請導辦員過去
page-alarm-accepted = （{ $who } 已應答）
page-alarm-disk-low = 服務器磁盤快滿了，已停止取號；請清理磁盤
page-alarm-history-lost = 服務器丟失過一段記錄，已經自動避開重號；請聯絡維護人員
page-alarm-printer-near-end = { $what } 的紙快用完了，請準備換紙
page-alarm-printer-paper-out = { $what } 沒有紙了，請去換紙
page-alarm-printer-cover-open = { $what } 的印表機上蓋沒有合好，請去合上
page-alarm-printer-cutter = { $what } 的切刀卡住了，請關機清出紙屑再開機
page-alarm-printer-fatal = { $what } 的印表機故障，請關機再開機，不行就報修
page-alarm-printer-hot = { $what } 的列印頭過熱，請等幾分鐘
page-alarm-printer-offline = { $what } 的印表機處於離線狀態，請去按走紙鍵
page-alarm-printer-unreachable = { $what } 連不上印表機，請檢查電源和連線
page-alarm-printer-silent = { $what } 的印表機不回答，請去看看號票是否出來
page-alarm-other = 警報：{ $what }
page-watch-queue-long = { $queue }等候 { $count } 人，開窗 { $open } 個
page-watch-wait-long = { $queue }最久已等 { $minutes } 分鐘
page-watch-nobody = { $queue }有 { $count } 人等候，沒有窗口開
page-watch-silent = { $window } 號窗口失去聯絡

# Ratings to look at.
page-review-attempt = { $device }無權評價，{ $time } 前試過 { $count } 次（{ $number }）；已拒絕
page-review-prompts = { $number } 在 { $window } 號窗口請評 { $count } 次，最後 { $time }
page-review-quick = { $number } 在 { $window } 號窗口剛請評就得到「{ $level }」，{ $time }
page-review-run = { $window } 號窗口連續 { $count } 次「{ $level }」，最後 { $time }

# A manager signs in.
page-sign-in-title = { $hall } · 管理人員登入
page-sign-in-token = 管理員權杖
page-sign-in-how = 權杖由伺服器管理員發放：
page-sign-in-go = 登入
page-sign-in-wrong = 這不是管理員的權杖，或者已經作廢。請核對後再試。
page-sign-out = 登出
page-manage-reports = 報表
page-manage-week = 週報
page-manage-month = 月報
page-manage-half-year = 半年報
page-manage-year = 年報

# The ledger of cases, and one case.
page-manage-cases = 辦件
page-cases-title = { $hall } · 辦件
page-cases-provisional = { $count } 個辦件的期限是暫定的：下一年的放假通知還沒有寫進計劃，寫進後自動重算
page-cases-standing = 按時限看
page-cases-all = 全部在辦
page-cases-late = 超期
page-cases-soon = 快到期
page-cases-in-time = 期限內
page-cases-stopped = 時限暫停
page-cases-told = 待受理
page-cases-ready = 待送達
page-cases-department = 部門
page-cases-all-departments = 全部部門
page-cases-show = 查看
page-cases-none = 沒有這樣的辦件。
page-cases-number = 編號
page-cases-item = 事項
page-cases-stage = 環節
page-cases-clock = 時限
page-cases-due = 最晚辦結
page-cases-hand = 經辦人
page-cases-hidden = 這裡只列 { $shown } 個，還有 { $count } 個；請按部門或時限縮小範圍。
page-cases-cut = 在辦的辦件太多，最新的沒有算進來；請用接口查詢。
page-cases-back = 回到現況
page-case-title = 辦件 { $number }
page-case-due-provisional = { $day }（暫定）
page-case-at-once = 即辦
page-case-days = { $count } 個工作日
page-case-first-due = 受理時算出的期限
page-case-accepted = 受理日期
page-case-finished = 辦結日期
page-case-promised = 承諾時限
page-case-legal = 法定時限
page-case-steps = 經過
page-case-day = 日期
page-case-clock = 時間
page-case-step = 步驟
page-case-more = 說明
page-case-by-law = 按規定自動
page-case-from = { $day } 起
page-case-to = 到 { $day }
page-case-due = 最晚 { $day }
page-case-texts = 文字
page-case-missing = 容缺材料
page-case-document = { $kind }文書
page-case-text-gone = 文字已按保存期限刪除
page-case-back = 回到辦件
