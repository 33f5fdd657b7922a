# Words of the surface: server.

server-demo-preparing = 正在准备演示大厅:先过一遍清晨……
server-demo-live = { $hall } 演示开始:{ $date } { $time },{ $speed } 倍速,人和设备都是虚拟的
server-demo-home = 首页
server-demo-board = 大屏
server-demo-manage = 管理员页面
server-demo-phone = 一位等候者的手机页面
server-demo-join = 接手 { $window } 号窗口,请在另一个终端运行:
server-demo-file = 连接信息在 { $path },演示结束时删除
server-demo-stop = 按 Ctrl-C 结束
server-demo-guest = 窗口已交给你,虚拟工作人员让开了
server-demo-guest-left = 你已离开窗口,虚拟工作人员继续
server-demo-closed = 当天业务已结束,大厅已关门;页面仍可查看,按 Ctrl-C 结束
server-demo-ends = 演示结束
server-demo-written = 日报已写入 { $path }
server-demo-held = 全部检查通过
server-demo-failed = 有 { $faults } 项检查没有通过
server-demo-reason-pay = 去收费窗口缴费
server-demo-reason-rating = 等候时间太长
server-demo-reason-meal = 午餐
server-demo-reason-break = 短时离开
