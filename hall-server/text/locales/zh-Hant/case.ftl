# Words of cases 办件, for every surface: whole words without punctuation of their own.

case-left = 還剩 { $days } 個工作日
case-late = 超期 { $days } 個工作日
case-stands = 時限暫停
case-asked = 待補正
case-stage-told = 已告知
case-stage-accepted = 已受理
case-stage-handled = 承辦中
case-stage-approved = 已批准
case-stage-finished = 已辦結
case-stage-delivered = 已送達
case-how-collected = 窗口領取
case-how-posted = 郵寄
case-how-online = 電子送達
case-kind-hearing = 聽證
case-kind-bidding = 招標
case-kind-auction = 拍賣
case-kind-inspection = 檢驗
case-kind-testing = 檢測
case-kind-quarantine = 檢疫
case-kind-appraisal = 鑑定
case-kind-expert_review = 專家評審
case-kind-publication = 公示

# Steps that were taken.
case-step-opened = 收件告知
case-step-asked_more = 告知補正
case-step-accepted = 受理
case-step-handled = 開始承辦
case-step-part_finished = 部門辦完
case-step-approved = 批准
case-step-finished = 辦結
case-step-delivered = 送達
case-step-suspended = 時限暫停
case-step-continued = 時限恢復
case-step-extended = 延期
case-step-missing_brought = 容缺補齊
case-step-left = 退出
case-step-explained = 公開超期原因
case-step-due_moved = 期限因放假安排變動

# How a case left before its end.
case-exit-not_accepted = 不予受理
case-exit-returned = 退回
case-exit-withdrawn = 申請人撤回
case-exit-lapsed = 容缺未補,視為撤回
case-exit-handed_on = 轉辦
