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
kiosk-doctor-server = 服务器 { $server }
kiosk-doctor-no-server = 没有指定服务器，略过。
kiosk-doctor-hall = 连上了：{ $hall }，{ $items } 个事项。
kiosk-doctor-server-bad = 连不上：{ $what }。请检查地址、网络和令牌文件。
kiosk-doctor-token-bad = 令牌不能用：{ $what }

kiosk-serve-ready = 取号机已经连接：{ $hall }。触摸页面不在这个版本里，现在只看守连接和打印机。
kiosk-serve-lost = 和服务器断开了：{ $what }。正在重新连接。
kiosk-serve-refused = 服务器不接受这台取号机：{ $what }
kiosk-serve-printer = 打印机：{ $state }
kiosk-serve-unknown = 没有回答
