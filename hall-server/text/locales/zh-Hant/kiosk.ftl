# Words of the ticket kiosk: what its command line tells people.

kiosk-taken = 號碼 { $number }，{ $place }，前面 { $ahead } 人。
kiosk-existing = 您已經取過這個事項的號，仍然是 { $number }，補印的號票註明「重印」。
kiosk-paper-printed = 號票已經列印，請取走。
kiosk-paper-unknown = 印表機沒有確認。如果沒有出紙，號碼 { $number } 照常有效，請到{ $desk }補印。
kiosk-paper-failed = 號碼 { $number } 照常有效，但是號票沒有印出來：{ $cause }。請記下號碼，到{ $desk }補印。
kiosk-desk = 導服臺
kiosk-not-reported = 號票的列印結果沒有能告訴伺服器（{ $what }），導服臺看到的是「未報告」。
kiosk-replaced = 有 { $count } 個字印表機沒有，印成了「〓」。
kiosk-not-taken = 沒有取到號：{ $title }
kiosk-unreachable = 沒有取到號：連不上伺服器（{ $what }）。
kiosk-unreachable-hint = 請檢查網絡和伺服器地址，再試一次；重試時號碼不會多佔。
kiosk-cause-paper-out = 沒有紙了
kiosk-cause-cover-open = 上蓋沒有合好
kiosk-cause-cutter = 切刀卡住了
kiosk-cause-fatal = 印表機故障
kiosk-cause-hot = 列印頭過熱
kiosk-cause-offline = 印表機處於離線狀態
kiosk-cause-unreachable = 連不上印表機

kiosk-doctor-printer = 印表機 { $printer }
kiosk-doctor-no-printer = 沒有指定印表機，請加上 --printer。
kiosk-doctor-fine = 正常
kiosk-doctor-near-end = 正常，但是紙快用完了，請準備換紙。
kiosk-doctor-silent = 連上了，但是印表機不回答狀態。缺紙時只能靠人看；請查看印表機的狀態回傳設定。
kiosk-doctor-printed = 測試頁已經列印，印表機確認了。
kiosk-doctor-unconfirmed = 測試頁已經發出，印表機沒有確認；請看紙是否出來。
kiosk-doctor-test-failed = 測試頁沒有印出來：{ $cause }。
kiosk-doctor-fix-paper-out = 請裝一卷新紙，合好上蓋。
kiosk-doctor-fix-cover-open = 請合上上蓋，直到聽見咔嗒一聲。
kiosk-doctor-fix-cutter = 請關機，清出切刀裡的紙，再開機。
kiosk-doctor-fix-fatal = 請關機再開機；仍然不行就換一臺印表機，並報修。
kiosk-doctor-fix-hot = 請等幾分鐘，讓列印頭冷卻。
kiosk-doctor-fix-offline = 請按印表機上的走紙鍵，或者關機再開機。
kiosk-doctor-fix-unreachable = 請檢查電源、連線和地址：{ $detail }
kiosk-doctor-server = 伺服器 { $server }
kiosk-doctor-no-server = 沒有指定伺服器，略過。
kiosk-doctor-hall = 連上了：{ $hall }，{ $items } 個事項。
kiosk-doctor-server-bad = 連不上：{ $what }。請檢查地址、網絡和令牌檔案。
kiosk-doctor-token-bad = 令牌不能用：{ $what }

kiosk-serve-ready = 取號機已經連接：{ $hall }。觸摸頁面不在這個版本裡，現在只看守連線和印表機。
kiosk-serve-lost = 和伺服器斷開了：{ $what }。正在重新連接。
kiosk-serve-refused = 伺服器不接受這臺取號機：{ $what }
kiosk-serve-printer = 印表機：{ $state }
kiosk-serve-unknown = 沒有回答
