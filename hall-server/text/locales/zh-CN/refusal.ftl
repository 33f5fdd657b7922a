# Words of the surface: refusal. For every stable code one calm sentence for the person
# concerned, and what to do next.

# Who asks.
refusal-role-not-allowed = 这台设备不能做这件事。
hint-role-not-allowed = 请用有权限的设备，或找大厅值班经理。
refusal-other-window = 这台设备属于 { $window } 号窗口。
hint-other-window = 请在 { $window } 号窗口的设备上操作。
refusal-device-revoked = 这台设备已停用。
hint-device-revoked = 请找管理员重新登记这台设备。

# What is asked for.
refusal-unknown-item = 没有“{ $item }”这个事项。
hint-unknown-item = 请从事项列表里选择，或到咨询台询问。
refusal-unknown-queue = 没有“{ $queue }”这个队列。
hint-unknown-queue = 请从队列列表里选择。
refusal-unknown-window = 没有 { $window } 号窗口。
hint-unknown-window = 请核对窗口号码。
refusal-unknown-ticket = 今天没有这个号。
hint-unknown-ticket = 请核对号票上的号码和日期，过期请重新取号。
refusal-unknown-class = 没有“{ $class }”这个人群类别。
hint-unknown-class = 请从类别列表里选择。
refusal-unknown-series = 没有“{ $series }”这个号段。
hint-unknown-series = 请核对号票上的字母。
refusal-unknown-clerk = 没有“{ $clerk }”这个工号。
hint-unknown-clerk = 请核对工号，新同事请找管理员登记。
refusal-unknown-device = 系统里没有这台设备。
hint-unknown-device = 请找管理员登记这台设备。
refusal-unknown-case = 没有找到这个办件，或已经结束。
hint-unknown-case = 请核对办件编号；结束的办件第二天起不在这里。
refusal-unknown-department = 没有“{ $department }”这个部门。
hint-unknown-department = 请从部门列表里选择。
refusal-item-or-queue = 请选择一个事项或一个队列，两者不能矛盾。
hint-item-or-queue = 只选事项就可以，队列会自动确定。

# Taking a number.
refusal-queue-paused = 这里暂时不取号。
hint-queue-paused = 请稍后再来，或到咨询台询问。
refusal-outside-hours = 现在不在取号时间，取号时间是 { $from } 到 { $until }。
hint-outside-hours = 请在 { $from } 到 { $until } 之间来取号。
refusal-hall-closed-today = 大厅今天不办公。
hint-hall-closed-today = 请在工作日再来。
refusal-day-not-open = 今天还没有开始办理。
hint-day-not-open = 请等到开始取号的时间。
refusal-day-closing = 今天不再取号，手里有号的都会办完。
hint-day-closing = 请明天再来；手里有号的请继续等候。
refusal-day-closed = 今天的办理已经结束。
hint-day-closed = 请在下一个工作日再来。
refusal-item-not-yet = 这个事项从 { $date } 起才能办理。
hint-item-not-yet = 请在 { $date } 或以后再来。
refusal-too-young = 这个事项需要申请人年满 { $age } 周岁。
hint-too-young = 请到咨询台询问可以怎么办。
refusal-age-not-confirmed = 请先确认申请人是否年满 { $age } 周岁。
hint-age-not-confirmed = 请按屏幕上的提示确认，或到咨询台办理。
refusal-no-agents = 这个事项要申请人本人来办。
hint-no-agents = 请本人带身份证件来办理。
refusal-quota-used = 这个事项今天的 { $quota } 个号已经取完。
hint-quota-used = 请明天早些来，或到咨询台询问。
refusal-person-limit = 您今天取的号已达到 { $limit } 个的上限。
hint-person-limit = 请先办完手里的号，或到咨询台询问。
refusal-series-full = { $series } 号段今天的号已经取完。
hint-series-full = 请到咨询台询问，工作人员已收到提醒。
refusal-booking-other-day = 这个预约不是今天的。
hint-booking-other-day = 请在预约的日期来，或取一个普通号。
refusal-booking-too-early = 现在签到预约还太早。
hint-booking-too-early = 请临近预约时间再来签到。
refusal-gathering = 系统刚恢复，还在等 { $missing } 台设备报到，暂时不能取号。
hint-gathering = 请稍等片刻；值班经理可以在管理页面上结束等待。
refusal-disk-low = 服务器磁盘快满了，暂时不能取号。
hint-disk-low = 叫号和办理照常；请值班经理通知管理员清理磁盘。
refusal-hall-full = 今天的号已达到系统上限 { $limit } 个。
hint-hall-full = 请到咨询台询问。

# Blocks and papers of hours without the server.
refusal-blocks-full = { $series } 号段没有可以预留的号了。
hint-blocks-full = 取号机联网时照常取号；请管理员在方案里放宽号段。
refusal-number-outside-block = 这个号不是这台取号机领到的号。
hint-number-outside-block = 请核对号票，并通知管理员。
refusal-number-used = 这个号已经登记为另一张号票。
hint-number-used = 请核对号票，并通知管理员。
refusal-day-too-old = 号票的日期太早，不能再补登。
hint-day-too-old = 请通知管理员；来办事的人请重新取号。

# Windows.
refusal-window-not-open = 窗口还没有开。
hint-window-not-open = 请先开窗。
refusal-window-paused = 窗口正在暂停。
hint-window-paused = 请先结束暂停。
refusal-window-busy = 窗口手里还有一个号。
hint-window-busy = 请先办结、记过号或放回这个号。
refusal-ticket-in-hand = 手里还有号，不能离开窗口。
hint-ticket-in-hand = 请先办结、记过号或放回，挂起的号也要处理完。
refusal-nobody-waiting = 现在没有可以叫的人。
hint-nobody-waiting = 稍等一会儿，有人来时屏幕会显示。
refusal-clerk-elsewhere = 这个工号正在 { $window } 号窗口上岗。
hint-clerk-elsewhere = 请先在 { $window } 号窗口关窗。
refusal-clerk-not-here = 这个窗口没有安排这个工号。
hint-clerk-not-here = 请用本窗口 A 岗或 B 岗的工号。
refusal-not-signed-in = 本窗口还没有签到。
hint-not-signed-in = 请先签到，再开窗。
refusal-sign-in-wrong = 密码不对，或这张卡不是本窗口的。
hint-sign-in-wrong = 请再试一次；连错五次锁十五分钟。
refusal-window-taken = { $clerk } 在这个窗口手里还有号。
hint-window-taken = 请 { $clerk } 先办完；人不在时，请管理员把这个号挂起或放回。
refusal-card-needs-post = 这个窗口没有安排岗位，不能刷卡。
hint-card-needs-post = 请输入工号和密码。
refusal-sign-in-locked = 错的次数太多，还要等 { $minutes } 分钟。
hint-sign-in-locked = 请等一等，或请管理员解锁、重设密码。
refusal-no-pin = 工号 { $clerk } 还没有密码。
hint-no-pin = 请管理员用 hall-server clerk pin 设一个。
refusal-bad-credential = 签到要工号加密码，或刷一张卡。
hint-bad-credential = 密码是 6 位以上数字；卡请再刷一次。
refusal-queue-not-served = 这个窗口不办理“{ $queue }”队列。
hint-queue-not-served = 请转到办理这个队列的窗口。
refusal-reason-required = 请写明原因。
hint-reason-required = 从列表里选一个原因，或写一句话。
refusal-pause-length = 暂停时间应在 1 到 { $minutes } 分钟之间。
hint-pause-length = 请改一下分钟数。

# A ticket in its states.
refusal-no-help-asked = 这个窗口没有求助，或已经结束。
hint-no-help-asked = 不用处理。
refusal-help-accepted = 已经有人过去了。
hint-help-accepted = 离得近也可以过去，不然继续办理。
refusal-own-help = 不能应答自己窗口的求助。
hint-own-help = 请等人过来，或结束求助。
refusal-ticket-not-waiting = 这个号现在不在等候。
hint-ticket-not-waiting = 请刷新，看这个号现在的状态。
refusal-person-busy = 这位群众正在别的窗口，或刚被叫过。
hint-person-busy = 请先叫下一位，过几分钟再叫。
refusal-bound-to-window = 这个号只能由 { $window } 号窗口叫。
hint-bound-to-window = 请让 { $window } 号窗口来叫。
refusal-nothing-in-hand = 窗口手里没有号。
hint-nothing-in-hand = 请先叫号。
refusal-ticket-not-here = 这个号不在这个窗口。
hint-ticket-not-here = 请到叫了这个号的窗口操作。
refusal-not-called = 这个号现在不是被叫的状态。
hint-not-called = 请刷新，看这个号现在的状态。
refusal-not-serving = 这个号还没有开始办理。
hint-not-serving = 人到窗口后请先按开始。
refusal-already-serving = 这个号已经在办理。
hint-already-serving = 继续办理就可以。
refusal-not-held = 这个号没有挂起。
hint-not-held = 请刷新，看这个号现在的状态。
refusal-recall-too-soon = 刚刚叫过，请过 { $seconds } 秒再重呼。
hint-recall-too-soon = 请等 { $seconds } 秒。
refusal-recall-limit = 已经叫了 { $calls } 次，不再重呼。
hint-recall-limit = 没有人来可以记过号。
refusal-missed-too-soon = 刚叫过，还不能记过号。
hint-missed-too-soon = 请再等 { $seconds } 秒。
refusal-not-missed = 这个号没有过号，不用恢复。
hint-not-missed = 请留意叫号。
refusal-restore-too-late = 过号的时间太长，不能恢复。
hint-restore-too-late = 请重新取号。
refusal-restore-limit = 这个号已经恢复过，不能再恢复。
hint-restore-limit = 请重新取号，或到咨询台询问。
refusal-hold-limit = 窗口最多挂起 { $limit } 个号。
hint-hold-limit = 请先办结或放回一个挂起的号。
refusal-not-reopenable = 这个号不能撤回。
hint-not-reopenable = 只有刚办结或刚过号的可以撤回。
refusal-reopen-too-late = 办结或过号太久，不能撤回。
hint-reopen-too-late = 需要时请群众重新取号。
refusal-stale-version = 这个号的状态刚刚变了，这次操作没有执行。
hint-stale-version = 请看屏幕上的最新状态，再操作一次。
refusal-same-place = 这个号已经在那里。
hint-same-place = 请选择别的队列或窗口。
refusal-quantity-range = 一次办理的件数最多为 { $max } 件。
hint-quantity-range = 请填写 1 到 { $max } 之间的件数。
refusal-case-number = 这不是办件编号。
hint-case-number = 请填写 4 到 40 位的字母、数字或 - / . 符号，证件号和手机号不能填。
refusal-transfer-limit = 这个号已经转办 { $limit } 次，不能再转。
hint-transfer-limit = 请在本窗口办结，需要时请群众重新取号。

# Rating.
refusal-already-rated = 这次办理已经评价过，不用再评。
hint-already-rated = 谢谢您的评价。
refusal-not-ratable = 这个号现在不能评价。
hint-not-ratable = 办结以后请在本窗口的评价器上评价。
refusal-rating-too-late = 评价的时间已经过了。
hint-rating-too-late = 有意见请到咨询台反映，或拨打服务电话。
refusal-bad-level = 评价分为 1 到 5 级。
hint-bad-level = 请选择其中一级。
refusal-rating-reason = 不满意请选择或写明原因。
hint-rating-reason = 选一个原因，我们才能改进。

# Cases.
refusal-case-nobody = { $window } 号窗口没有登记谁在岗，办件的每一步都要有经办人。
hint-case-nobody = 请先用自己的工号开窗，再办理。
refusal-case-number-taken = 这个编号已经用于另一个办件。
hint-case-number-taken = 请核对编号；不填时由大厅自动编号。
refusal-case-limit = 没有结束的办件已达到系统上限 { $limit } 件。
hint-case-limit = 请先送达或结束积压的办件，并通知管理员。
refusal-case-part-limit = 一个办件最多有 { $limit } 个协办部门。
hint-case-part-limit = 请减少协办部门，或分成几个办件。
refusal-case-over = 这个办件已经结束。
hint-case-over = 不能再办理；需要时请重新开一个办件。
refusal-case-stage =
    办件现在{ $stage ->
        *[told] 还没有受理
         [accepted] 已经受理
         [handled] 正在承办
         [approved] 已经批准
         [finished] 已经办结
         [delivered] 已经送达
    }，不能做这一步。
hint-case-stage = 请按受理、承办、批准、办结、送达的顺序办理。
refusal-case-asked-already = 要补正的材料已经一次告知过。
hint-case-asked-already = 请按告知的清单收材料，收齐后受理。
refusal-case-deemed-accepted = 五个工作日内没有告知补正，自 { $date } 起视为受理。
hint-case-deemed-accepted = 请直接受理，期限从 { $date } 起算。
refusal-case-own = 受理人不能审批自己受理的办件。
hint-case-own = 收办要分离，请由其他工作人员审批。
refusal-case-parts-open = 还有 { $count } 个协办部门没有办完。
hint-case-parts-open = 请等各部门办完，再批准。
refusal-case-no-part = 这个部门不参加本办件，或已经办完。
hint-case-no-part = 请核对部门。
refusal-case-suspended = 办件正在暂停计时。
hint-case-suspended = 请先恢复计时，再做这一步。
refusal-case-not-suspended = 办件没有暂停计时。
hint-case-not-suspended = 不用恢复。
refusal-case-stop-days = 暂停计时的日期不对。
hint-case-stop-days = 开始日从受理日到今天，结束日从开始日到今天。
refusal-case-stop-limit = 这个办件已经暂停计时 { $limit } 次，不能再停。
hint-case-stop-limit = 请在期限内办结，或办理延期。
refusal-case-extended = 这个办件已经延期一次，不能再延。
hint-case-extended = 请在期限内办结。
refusal-case-extension-days = 延期应在 1 到 { $max } 个工作日之间。
hint-case-extension-days = 请改一下天数。
refusal-case-overdue = 办件已经超期，不能再延期。
hint-case-overdue = 请尽快办结，并公开说明超期原因。
refusal-case-not-overdue = 办件没有超期，不用说明原因。
hint-case-not-overdue = 请在期限内办结。
refusal-case-missing = 容缺的材料还没有补齐。
hint-case-missing = 材料收到后请先登记补齐，再办结。
refusal-case-nothing-missing = 这个办件没有待补的材料。
hint-case-nothing-missing = 不用登记。
refusal-case-promise-day = 补齐材料的期限早于今天。
hint-case-promise-day = 请填今天或以后的日期。

# Managing.
refusal-plan-in-use = 还有人在等，方案里不能去掉正在使用的队列、窗口或事项。
hint-plan-in-use = 请等列出的队列和窗口办完，或下班后再更换方案。
refusal-plan-invalid = 方案自相矛盾，没有启用。
hint-plan-invalid = 请用 hall-server check 检查，它会指出行号和改法。
refusal-not-paused = 这里没有暂停。
hint-not-paused = 不用恢复。
refusal-window-for-role = 窗口终端和评价器要指定窗口，其他设备不指定。
hint-window-for-role = 请改正窗口号后再登记。
refusal-device-limit = 登记的设备已达到 { $limit } 台的上限。
hint-device-limit = 请找管理员处理。

# Speaking with the server.
refusal-unauthorized = 没有带上设备令牌。
hint-unauthorized = 请用登记时得到的令牌连接。
refusal-token-unknown = 设备令牌不对，或已失效。
hint-token-unknown = 请找管理员重新登记这台设备。
refusal-malformed = 请求的内容看不懂。
hint-malformed = 请对照接口说明改正内容。
refusal-body-too-large = 请求的内容太大。
hint-body-too-large = 请缩短内容后重试。
refusal-request-id-required = 请求缺少 request_id。
hint-request-id-required = 请为每一次操作带上一个新的 UUID。
refusal-request-id-malformed = request_id 不是 UUID。
hint-request-id-malformed = 请带上一个 UUID。
refusal-request-id-reused = 这个 request_id 已用于另一个请求。
hint-request-id-reused = 请为新的操作换一个新的 UUID。
refusal-not-found = 没有找到。
hint-not-found = 请核对地址。
refusal-method-not-allowed = 这个地址不支持这种请求方法。
hint-method-not-allowed = 请对照接口说明改正。
refusal-raw-identity-refused = 请不要发送姓名、证件号或电话号码。
hint-raw-identity-refused = 只发送证件的摘要值。
refusal-bad-code = 代码的写法不对。
hint-bad-code = 代码由 1 到 15 个字母、数字、“-”或“_”组成。
refusal-protocol-version = 设备程序和服务器的版本不一致。
hint-protocol-version = 请把设备程序更新到和服务器一样的版本。
refusal-other-epoch = 服务器的记录已变动，请看清屏幕再操作。
hint-other-epoch = 设备正在重新连接。
refusal-board-commands = 显示屏只接收，不发送操作。
hint-board-commands = 请用窗口、取号机或管理页面操作。
refusal-server-stopping = 服务器正在重新启动。
hint-server-stopping = 几秒钟后会自动恢复，请稍等。
refusal-storage-failed = 服务器没有能保存，这次操作没有执行。
hint-storage-failed = 请稍后重试；如果还不行，请通知管理员。
refusal-internal = 服务器出了差错，这次操作没有执行。
hint-internal = 请稍后重试；如果还不行，请通知管理员。
refusal-not-a-hall = 这个地址上没有大厅服务器。
hint-not-a-hall = 请核对服务器地址和端口。
