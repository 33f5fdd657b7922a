# Words on the paper ticket. Short lines: 48 columns on wide paper, 32 on narrow paper.

ticket-window = { $window } 号窗口
ticket-floor = { $floor ->
    [1] 一楼
    [2] 二楼
    [3] 三楼
    [4] 四楼
    [5] 五楼
   *[other] { $floor } 楼
}
ticket-ahead = { $ahead ->
    [0] 前面没有人
   *[other] 前面 { $ahead } 人
}
ticket-wait = 大约 { $low }-{ $high } 分钟
ticket-wait-one = 大约 { $low } 分钟
ticket-wait-unknown = 网络中断，等候时间暂时不知道；号码有效，请听叫号
ticket-class-priority = 优先号
ticket-class-booked = 预约号
ticket-bring = 请带好：{ $list }
ticket-bring-more = { $list }等 { $count } 项
ticket-joiner = 、
ticket-online = 此事项也可以网上办理
ticket-qr = 扫码看排队
ticket-restore = 过号 { $minutes } 分钟内到{ $desk }恢复一次
ticket-desk = 导服台
ticket-wifi = 免费无线网络：{ $name }
ticket-summary = { $item }，{ $place }。
ticket-copy = 重打 COPY
ticket-practice = 演练号票，不办业务
ticket-test-title = 打印测试
ticket-test-body = 看得清这一行，打印机就正常。

slip-notice = 一次性告知单
slip-materials = 要带的材料：
slip-no-materials = 不用带材料
slip-material = { $n }. { $name }
slip-days = 办理时间：{ $days ->
    [0] 当场办结
   *[other] { $days } 个工作日
}
slip-fee-what = 收费：{ $fee }
slip-fee = { $yuan } 元
slip-fee-none = 不收费
slip-hours = 取号时间：{ $from }-{ $until }
slip-age = 申请人要满 { $age } 岁
slip-enquiry = 查询结果
slip-printed = { $time } 打印
