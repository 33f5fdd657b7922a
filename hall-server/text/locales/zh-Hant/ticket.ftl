# Words on the paper ticket. Short lines: 48 columns on wide paper, 32 on narrow paper.

ticket-window = { $window } 號窗口
ticket-floor = { $floor ->
    [1] 一樓
    [2] 二樓
    [3] 三樓
    [4] 四樓
    [5] 五樓
   *[other] { $floor } 樓
}
ticket-ahead = { $ahead ->
    [0] 前面沒有人
   *[other] 前面 { $ahead } 人
}
ticket-wait = 大約 { $low }-{ $high } 分鐘
ticket-wait-one = 大約 { $low } 分鐘
ticket-wait-unknown = 網路中斷，等候時間暫時不知道；號碼有效，請聽叫號
ticket-class-priority = 優先號
ticket-class-booked = 預約號
ticket-bring = 請帶好：{ $list }
ticket-bring-more = { $list }等 { $count } 項
ticket-joiner = 、
ticket-online = 此事項也可以網上辦理
ticket-qr = 掃碼看排隊
ticket-restore = 過號 { $minutes } 分鐘內到{ $desk }恢復一次
ticket-desk = 導服臺
ticket-wifi = 免費無線網絡：{ $name }
ticket-summary = { $item }，{ $place }。
ticket-copy = 重印 COPY
ticket-practice = 演練號票，不辦業務
ticket-test-title = 列印測試
ticket-test-body = 看得清這一行，印表機就正常。

slip-notice = 一次性告知單
slip-materials = 要帶的材料：
slip-no-materials = 不用帶材料
slip-material = { $n }. { $name }
slip-days = 辦理時間：{ $days ->
    [0] 當場辦結
   *[other] { $days } 個工作日
}
slip-fee-what = 收費：{ $fee }
slip-fee = { $yuan } 元
slip-fee-none = 不收費
slip-hours = 取號時間：{ $from }-{ $until }
slip-age = 申請人要滿 { $age } 歲
slip-enquiry = 查詢結果
slip-printed = { $time } 列印
