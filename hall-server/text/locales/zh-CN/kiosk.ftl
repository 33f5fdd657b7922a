# Words of the ticket kiosk: what its command line tells people.

kiosk-taken = 号码 { $number }，{ $place }，前面 { $ahead } 人。
kiosk-existing = 您已经取过这个事项的号，仍然是 { $number }，补打的号票注明“重打”。
kiosk-paper-printed = 号票已经打印，请取走。
kiosk-paper-unknown = 打印机没有确认。如果没有出纸，号码 { $number } 照常有效，请到{ $desk }补打。
kiosk-paper-failed = 号码 { $number } 照常有效，但是号票没有打印出来：{ $cause }。请记下号码，到{ $desk }补打。
kiosk-desk = 导服台
kiosk-not-reported = 号票的打印结果没有能告诉服务器（{ $what }），导服台看到的是“未报告”。
kiosk-replaced = 有 { $count } 个字打印机没有，印成了“〓”。
kiosk-not-taken = 没有取到号：{ $title }
kiosk-unreachable = 没有取到号：连不上服务器（{ $what }）。
kiosk-unreachable-hint = 请检查网络和服务器地址，再试一次；重试时号码不会多占。
kiosk-cause-paper-out = 没有纸了
kiosk-cause-cover-open = 上盖没有合好
kiosk-cause-cutter = 切刀卡住了
kiosk-cause-fatal = 打印机故障
kiosk-cause-hot = 打印头过热
kiosk-cause-offline = 打印机处于脱机状态
kiosk-cause-unreachable = 连不上打印机

kiosk-doctor-printer = 打印机 { $printer }
kiosk-doctor-no-printer = 没有指定打印机，请加上 --printer。
kiosk-doctor-fine = 正常
kiosk-doctor-near-end = 正常，但是纸快用完了，请准备换纸。
kiosk-doctor-silent = 连上了，但是打印机不回答状态。缺纸时只能靠人看；请查看打印机的状态回传设置。
kiosk-doctor-printed = 测试页已经打印，打印机确认了。
kiosk-doctor-unconfirmed = 测试页已经发出，打印机没有确认；请看纸是否出来。
kiosk-doctor-test-failed = 测试页没有打印出来：{ $cause }。
kiosk-doctor-fix-paper-out = 请装一卷新纸，合好上盖。
kiosk-doctor-fix-cover-open = 请合上上盖，直到听见咔嗒一声。
kiosk-doctor-fix-cutter = 请关机，清出切刀里的纸，再开机。
kiosk-doctor-fix-fatal = 请关机再开机；仍然不行就换一台打印机，并报修。
kiosk-doctor-fix-hot = 请等几分钟，让打印头冷却。
kiosk-doctor-fix-offline = 请按打印机上的走纸键，或者关机再开机。
kiosk-doctor-fix-unreachable = 请检查电源、连线和地址：{ $detail }
kiosk-doctor-font = 字体
kiosk-doctor-font-found = 用“{ $name }”画打印机没有的字。
kiosk-doctor-font-missing = 这台电脑没有中文字体（找过 { $names }）：打印机没有的字会印成“〓”。请安装 fonts-noto-cjk，或者用 --font 指定一个字体名。
kiosk-doctor-font-needed = 这台打印机没有汉字，这台电脑也没有中文字体（找过 { $names }）：号票不能用。请安装 fonts-noto-cjk，或者用 --font 指定一个字体名。
kiosk-doctor-server = 服务器 { $server }
kiosk-doctor-no-server = 没有指定服务器，略过。
kiosk-doctor-hall = 连上了：{ $hall }，{ $items } 个事项。
kiosk-doctor-server-bad = 连不上：{ $what }。请检查地址、网络和令牌文件。
kiosk-doctor-token-bad = 令牌不能用：{ $what }

kiosk-doctor-clock = 时钟
kiosk-doctor-clock-fine = 和服务器一致（相差 { $seconds } 秒）。
kiosk-doctor-clock-practice = 演练的大厅，时间和这台电脑不同是正常的。
kiosk-doctor-broken = { $cause }。{ $fix }
kiosk-doctor-clock-apart = 和服务器相差 { $seconds } 秒。断网时要靠这台电脑的时钟，请打开自动校时。
kiosk-doctor-folder = 数据文件夹 { $folder }
kiosk-doctor-folder-fine = 能写，断电也不会丢。
kiosk-doctor-folder-bad = 不能用：{ $what }。请检查磁盘和权限。
kiosk-doctor-voice = 朗读
kiosk-doctor-voice-found = 用 { $name } 朗读。
kiosk-doctor-voice-missing = 没有朗读程序，页面不出声。需要朗读请安装 espeak-ng。
kiosk-doctor-hold = 请在 20 秒内把一张证件放到读卡器上，把一张号票的码对着扫码器。
kiosk-doctor-reader = 读卡器
kiosk-doctor-reader-fine = 读到了证件。
kiosk-doctor-reader-self-test = 读卡器自检没有通过，请重新插拔；仍然不行就报修。
kiosk-doctor-reader-silent = 读卡器不回答，请检查连线、电源和速率（一般是 115200）。
kiosk-doctor-reader-missing = 找不到读卡器，请检查连线和 --id-reader 的地址。
kiosk-doctor-reader-unreadable = 证件读不出来，请换一张再试。
kiosk-doctor-reader-no-card = 读卡器正常，没有放证件。
kiosk-doctor-scanner = 扫码器
kiosk-doctor-scanner-fine = 读到了号票的码。
kiosk-doctor-scanner-unknown = 读到了一个码，但不是号票。
kiosk-doctor-scanner-nothing = 没有读到码。请检查连线，并把扫码器设成串口方式。
kiosk-doctor-end = { $count ->
    [0] 可以使用。
   *[other] 有 { $count } 项要先处理（标 - 的）。
}

kiosk-bit-drawer = 钱箱口为高电平
kiosk-bit-offline = 脱机
kiosk-bit-waiting = 等待恢复
kiosk-bit-feed-button = 正按着走纸键
kiosk-bit-cover-open = 上盖打开
kiosk-bit-feeding = 正在按键走纸
kiosk-bit-paper-end = 缺纸停止
kiosk-bit-error = 发生错误
kiosk-bit-recoverable = 可恢复的错误
kiosk-bit-cutter = 切刀错误
kiosk-bit-fatal = 不可恢复的错误
kiosk-bit-near-end = 纸快用完
kiosk-bit-paper-out = 没有纸

kiosk-serve-ready = 取号机已经连接：{ $hall }。
kiosk-serve-page = 触摸页面：{ $address }
kiosk-serve-no-page = 触摸页面不能用 { $address }：{ $what }。请换一个 --ui 地址。
kiosk-serve-booking-key = 预约密钥 { $file } 不能用：{ $what }。里面应是 64 位十六进制数。
kiosk-serve-in-use = { $folder } 正在被另一个程序使用；请先停掉它，或者换一个 --data 文件夹。
kiosk-serve-no-folder = { $folder } 不能用：{ $what }。请检查磁盘和权限，或者换一个 --data 文件夹。
kiosk-serve-lost = 和服务器断开了：{ $what }。正在重新连接。
kiosk-serve-refused = 服务器不接受这台取号机：{ $what }
kiosk-serve-printer = 打印机：{ $state }
kiosk-serve-unknown = 没有回答
