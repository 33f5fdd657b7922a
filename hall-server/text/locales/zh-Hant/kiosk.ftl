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
kiosk-doctor-font = 字型
kiosk-doctor-font-found = 用「{ $name }」畫印表機沒有的字。
kiosk-doctor-font-missing = 這台電腦沒有中文字型（找過 { $names }）：印表機沒有的字會印成「〓」。請安裝 fonts-noto-cjk，或者用 --font 指定一個字型名稱。
kiosk-doctor-font-needed = 這台印表機沒有漢字，這台電腦也沒有中文字型（找過 { $names }）：號票不能用。請安裝 fonts-noto-cjk，或者用 --font 指定一個字型名稱。
kiosk-doctor-server = 伺服器 { $server }
kiosk-doctor-no-server = 沒有指定伺服器，略過。
kiosk-doctor-hall = 連上了：{ $hall }，{ $items } 個事項。
kiosk-doctor-server-bad = 連不上：{ $what }。請檢查地址、網絡和令牌檔案。
kiosk-doctor-token-bad = 令牌不能用：{ $what }

kiosk-doctor-clock = 時鐘
kiosk-doctor-clock-fine = 和伺服器一致（相差 { $seconds } 秒）。
kiosk-doctor-clock-practice = 演練的大廳，時間和這台電腦不同是正常的。
kiosk-doctor-broken = { $cause }。{ $fix }
kiosk-doctor-clock-apart = 和伺服器相差 { $seconds } 秒。斷網時要靠這台電腦的時鐘，請開啟自動校時。
kiosk-doctor-folder = 資料夾 { $folder }
kiosk-doctor-folder-fine = 能寫，斷電也不會丟。
kiosk-doctor-folder-bad = 不能用：{ $what }。請檢查磁碟和權限。
kiosk-doctor-voice = 朗讀
kiosk-doctor-voice-found = 用 { $name } 朗讀。
kiosk-doctor-voice-missing = 沒有朗讀程式，頁面不出聲。需要朗讀請安裝 espeak-ng。
kiosk-doctor-hold = 請在 20 秒內把一張證件放到讀卡機上，把一張號票的碼對著掃碼器。
kiosk-doctor-reader = 讀卡機
kiosk-doctor-reader-fine = 讀到了證件。
kiosk-doctor-reader-self-test = 讀卡機自檢沒有通過，請重新插拔；仍然不行就報修。
kiosk-doctor-reader-silent = 讀卡機不回答，請檢查連線、電源和速率（一般是 115200）。
kiosk-doctor-reader-missing = 找不到讀卡機，請檢查連線和 --id-reader 的位址。
kiosk-doctor-reader-unreadable = 證件讀不出來，請換一張再試。
kiosk-doctor-reader-no-card = 讀卡機正常，沒有放證件。
kiosk-doctor-scanner = 掃碼器
kiosk-doctor-scanner-fine = 讀到了號票的碼。
kiosk-doctor-scanner-unknown = 讀到了一個碼，但不是號票。
kiosk-doctor-scanner-nothing = 沒有讀到碼。請檢查連線，並把掃碼器設成序列埠方式。
kiosk-doctor-end = { $count ->
    [0] 可以使用。
   *[other] 有 { $count } 項要先處理（標 - 的）。
}

kiosk-bit-drawer = 錢箱口為高電位
kiosk-bit-offline = 離線
kiosk-bit-waiting = 等待恢復
kiosk-bit-feed-button = 正按著走紙鍵
kiosk-bit-cover-open = 上蓋打開
kiosk-bit-feeding = 正在按鍵走紙
kiosk-bit-paper-end = 缺紙停止
kiosk-bit-error = 發生錯誤
kiosk-bit-recoverable = 可恢復的錯誤
kiosk-bit-cutter = 切刀錯誤
kiosk-bit-fatal = 不可恢復的錯誤
kiosk-bit-near-end = 紙快用完
kiosk-bit-paper-out = 沒有紙

kiosk-serve-ready = 取號機已經連接：{ $hall }。
kiosk-serve-page = 觸摸頁面：{ $address }
kiosk-serve-no-page = 觸摸頁面不能用 { $address }：{ $what }。請換一個 --ui 位址。
kiosk-serve-booking-key = 預約密鑰 { $file } 不能用：{ $what }。裡面應是 64 位十六進位數。
kiosk-serve-in-use = { $folder } 正在被另一個程式使用；請先停掉它，或者換一個 --data 資料夾。
kiosk-serve-no-folder = { $folder } 不能用：{ $what }。請檢查磁碟和權限，或者換一個 --data 資料夾。
kiosk-serve-lost = 和伺服器斷開了：{ $what }。正在重新連接。
kiosk-serve-refused = 伺服器不接受這臺取號機：{ $what }
kiosk-serve-printer = 印表機：{ $state }
kiosk-serve-unknown = 沒有回答
