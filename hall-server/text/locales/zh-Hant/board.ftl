# Words of the surface: board (terminal board, voice, doctor).
# $time is a clock time, $count people or queues, $low and $high minutes, $desk the guide desk.

board-please-go = 請到
board-window = 窗口
board-just-called = 剛剛呼叫
board-missed = 過號
board-missed-until = { $time } 前到{ $desk }
board-guide-desk = 導服台
board-waiting = 等候 { $count } 人
board-wait = { $low }–{ $high } 分鐘
board-wait-about = 約 { $high } 分鐘
board-paused = 暫停:{ $reason }
board-no-window-open = 窗口未開
board-more-queues = 還有 { $count } 個隊列
board-floor = { $floor } 樓
board-practice = 演練
board-no-calls = 還沒有叫號
board-no-calls-hint = 請留意螢幕和廣播
board-day-not-open = 今天還沒有開始辦理
board-day-closed = 今天的辦理已經結束
board-day-closing = 今天不再取號,手裡有號的都會辦完
board-connecting = 請稍等,正在連接({ $seconds } 秒)
board-stale = 畫面停在 { $time },已 { $seconds } 秒沒有更新,正在重新連接
board-refused = 這塊螢幕還不能使用:{ $title }({ $code })
board-zone-unknown = 沒有找到區域「{ $zone }」,現在顯示整個大廳
board-no-voice = 沒有聲音,正在重試

# display-board doctor
board-doctor-server-ok = 伺服器:{ $name },{ $server }
board-doctor-server-bad = 伺服器:{ $what }。檢查位址和網路,確認 hall-server 正在執行
board-doctor-token-ok = 權杖:可用
board-doctor-token-bad = 權杖:{ $what }
board-doctor-zone-bad = 區域:沒有「{ $zone }」,可選:{ $zones }
board-doctor-zone-ok = 區域:{ $zone }
board-doctor-sound-ok = 聲音 { $pack }:{ $seconds } 秒,完整
board-doctor-sound-bad = 聲音:{ $what }
board-doctor-levels-ok = 聲音 { $pack }:{ $clips } 段,{ $rate } Hz,{ $seconds } 秒,{ $bytes } 位元組;響度 { $loudness } dBFS(最低 / 中位 / 最高),峰值 { $peak } dBFS
board-doctor-levels-bad = 聲音 { $pack }:響度 { $loudness } dBFS(最低 / 中位 / 最高),峰值 { $peak } dBFS。請把這些片段調到 { $low } 至 { $high } dBFS,峰值不超過 { $limit } dBFS:{ $outside }
board-doctor-output-ok = 播放:{ $output }
board-doctor-output-bad = 播放:{ $what }
board-doctor-output-none = 播放:已關閉

# LED bars: few cells, seen by everybody; then trouble with them, for staff.
board-led-go = 請到 { $window } 號窗口
board-led-window = { $window } 號窗口
board-led-test = 測試 0123 AB
board-led-trouble = LED 屏 { $name }:{ $what }
board-led-shows = LED 屏 { $name }:已應答,請看是否顯示「{ $text }」
board-led-sent = LED 屏 { $name }:已送出「{ $text }」,這種屏從不應答,請看是否顯示
board-led-not-set = LED 屏 { $name }:沒有接受亮度或時鐘設定({ $what })
board-led-silent = 沒有應答:檢查電源、接線、速率和屏號
board-led-busy = 一直說忙
board-led-refused = 拒絕了(代碼 { $code }):檢查這塊屏的驅動檔案
board-led-garbled = 應答看不懂:檢查連接埠和這塊屏的驅動檔案
board-notice = 公告：{ $text }
board-urgent = 緊急：{ $text }
