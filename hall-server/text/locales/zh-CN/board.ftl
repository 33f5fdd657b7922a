# Words of the surface: board (terminal board, voice, doctor).
# $time is a clock time, $count people or queues, $low and $high minutes, $desk the guide desk.

board-please-go = 请到
board-window = 窗口
board-just-called = 刚刚呼叫
board-missed = 过号
board-missed-until = { $time } 前到{ $desk }
board-guide-desk = 导服台
board-waiting = 等候 { $count } 人
board-wait = { $low }–{ $high } 分钟
board-wait-about = 约 { $high } 分钟
board-paused = 暂停:{ $reason }
board-no-window-open = 窗口未开
board-more-queues = 还有 { $count } 个队列
board-floor = { $floor } 楼
board-practice = 演练
board-no-calls = 还没有叫号
board-no-calls-hint = 请留意屏幕和广播
board-day-not-open = 今天还没有开始办理
board-day-closed = 今天的办理已经结束
board-day-closing = 今天不再取号,手里有号的都会办完
board-connecting = 请稍等,正在连接({ $seconds } 秒)
board-stale = 画面停在 { $time },已 { $seconds } 秒没有更新,正在重新连接
board-refused = 这块屏幕还不能使用:{ $title }({ $code })
board-zone-unknown = 没有找到区域“{ $zone }”,现在显示整个大厅
board-no-voice = 没有声音,正在重试

# display-board doctor
board-doctor-server-ok = 服务器:{ $name },{ $server }
board-doctor-server-bad = 服务器:{ $what }。检查地址和网络,确认 hall-server 正在运行
board-doctor-token-ok = 令牌:可用
board-doctor-token-bad = 令牌:{ $what }
board-doctor-zone-bad = 区域:没有“{ $zone }”,可选:{ $zones }
board-doctor-zone-ok = 区域:{ $zone }
board-doctor-sound-ok = 声音 { $pack }:{ $seconds } 秒,完整
board-doctor-sound-bad = 声音:{ $what }
board-doctor-levels-ok = 声音 { $pack }:{ $clips } 段,{ $rate } Hz,{ $seconds } 秒,{ $bytes } 字节;响度 { $loudness } dBFS(最低 / 中位 / 最高),峰值 { $peak } dBFS
board-doctor-levels-bad = 声音 { $pack }:响度 { $loudness } dBFS(最低 / 中位 / 最高),峰值 { $peak } dBFS。请把这些片段调到 { $low } 至 { $high } dBFS,峰值不超过 { $limit } dBFS:{ $outside }
board-doctor-output-ok = 播放:{ $output }
board-doctor-output-bad = 播放:{ $what }
board-doctor-output-none = 播放:已关闭

# LED bars: few cells, seen by everybody; then trouble with them, for staff.
board-led-go = 请到 { $window } 号窗口
board-led-window = { $window } 号窗口
board-led-test = 测试 0123 AB
board-led-trouble = LED 屏 { $name }:{ $what }
board-led-shows = LED 屏 { $name }:已应答,请看是否显示“{ $text }”
board-led-sent = LED 屏 { $name }:已发送“{ $text }”,这种屏从不应答,请看是否显示
board-led-not-set = LED 屏 { $name }:没有接受亮度或时钟设置({ $what })
board-led-silent = 没有应答:检查电源、接线、速率和屏号
board-led-busy = 一直说忙
board-led-refused = 拒绝了(代码 { $code }):检查这块屏的驱动文件
board-led-garbled = 应答看不懂:检查端口和这块屏的驱动文件
board-notice = 公告：{ $text }
board-urgent = 紧急：{ $text }
