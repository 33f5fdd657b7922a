# Words of the surface: server.

server-demo-preparing = 正在準備演示大廳:先過一遍清晨……
server-demo-live = { $hall } 演示開始:{ $date } { $time },{ $speed } 倍速,人和設備都是虛擬的
server-demo-home = 首頁
server-demo-board = 大屏
server-demo-manage = 管理員頁面
server-demo-phone = 一位等候者的手機頁面
server-demo-join = 接手 { $window } 號窗口,請在另一個終端運行:
server-demo-file = 連接資訊在 { $path },演示結束時刪除
server-demo-stop = 按 Ctrl-C 結束
server-demo-guest = 窗口已交給你,虛擬工作人員讓開了
server-demo-guest-left = 你已離開窗口,虛擬工作人員繼續
server-demo-closed = 當天業務已結束,大廳已關門;頁面仍可查看,按 Ctrl-C 結束
server-demo-ends = 演示結束
server-demo-written = 日報已寫入 { $path }
server-demo-held = 全部檢查通過
server-demo-failed = 有 { $faults } 項檢查沒有通過
server-demo-reason-pay = 去收費窗口繳費
server-demo-reason-rating = 等候時間太長
server-demo-reason-meal = 午餐
server-demo-reason-break = 短時離開
