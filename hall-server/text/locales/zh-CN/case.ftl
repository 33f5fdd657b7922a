# Words of cases 办件, for every surface: whole words without punctuation of their own.

case-left = 还剩 { $days } 个工作日
case-late = 超期 { $days } 个工作日
case-stands = 时限暂停
case-asked = 待补正
case-stage-told = 已告知
case-stage-accepted = 已受理
case-stage-handled = 承办中
case-stage-approved = 已批准
case-stage-finished = 已办结
case-stage-delivered = 已送达
case-how-collected = 窗口领取
case-how-posted = 邮寄
case-how-online = 电子送达
case-kind-hearing = 听证
case-kind-bidding = 招标
case-kind-auction = 拍卖
case-kind-inspection = 检验
case-kind-testing = 检测
case-kind-quarantine = 检疫
case-kind-appraisal = 鉴定
case-kind-expert_review = 专家评审
case-kind-publication = 公示

# Steps that were taken.
case-step-opened = 收件告知
case-step-asked_more = 告知补正
case-step-accepted = 受理
case-step-handled = 开始承办
case-step-part_finished = 部门办完
case-step-approved = 批准
case-step-finished = 办结
case-step-delivered = 送达
case-step-suspended = 时限暂停
case-step-continued = 时限恢复
case-step-extended = 延期
case-step-missing_brought = 容缺补齐
case-step-left = 退出
case-step-explained = 公开超期原因
case-step-due_moved = 期限因放假安排变动

# How a case left before its end.
case-exit-not_accepted = 不予受理
case-exit-returned = 退回
case-exit-withdrawn = 申请人撤回
case-exit-lapsed = 容缺未补,视为撤回
case-exit-handed_on = 转办
