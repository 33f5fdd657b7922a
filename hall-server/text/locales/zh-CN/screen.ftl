# Words of the surface: screen, the touch page of the kiosk.

screen-title = 取号 · { $hall }
screen-welcome = 请点一下您要办的事
screen-frequent = 常办事项
screen-zones = 按服务区找
screen-search = 搜索
screen-search-what = 输入拼音首字母或名称，例如 gjk
screen-search-none = 没有找到“{ $text }”，请换一个词，或到{ $desk }问一问
screen-find = 查我的号
screen-find-what = 输入号票上的号码
screen-find-nothing = { $number } 不在等候：可能已经办完，或者输错了。请到{ $desk }问一问。
screen-find-waiting = { $number } 正在等候，前面 { $ahead } 人
screen-find-called = { $number } 叫到了，请马上到 { $window } 号窗口
screen-find-at-window = { $number } 正在 { $window } 号窗口办理
screen-find-missed = { $number } 过号了，请在 { $time } 前到{ $desk }恢复
screen-find-too-late = { $number } 过号太久了，请重新取号
screen-home = 返回首页
screen-erase = 删除
screen-size-0 = 大字
screen-size-1 = 更大
screen-size-2 = 标准
screen-open = 可取号
screen-hours = { $from }–{ $until } 取号
screen-shut = 现在不取号
screen-paused = 暂停：{ $reason }
screen-waiting = { $count ->
    [0] 无人等候
   *[other] 等候 { $count } 人
}
screen-wait = 大约 { $low }–{ $high } 分钟
screen-where = 窗口
screen-where-what = { $windows } 号窗口，{ $floor } { $zone }
screen-queue = 排队
screen-bring = 请带好
screen-days = 办理时间
screen-days-what = { $days ->
    [0] 当场办结
   *[other] { $days } 个工作日
}
screen-fee = 收费
screen-fee-none = 不收费
screen-fee-what = { $yuan } 元
screen-online = 这件事也可以在网上办，不用排队
screen-self-service = 这件事也可以在自助机上办
screen-class = 您是
screen-take = 取号
screen-age = 办这件事要满 { $age } 岁。请选一项：
screen-age-own = 我已满 { $age } 岁，取号
screen-age-agent = 替满 { $age } 岁的家人办，取号
screen-taking = 正在取号，请稍等
screen-your-number = 您的号码
screen-printing = 正在打印号票
screen-printed = 请取走号票
screen-printed-copy = 请取走补打的号票
screen-paper-unknown = 不能确定号票出来了没有。没有出来就点下面，再打一张；号码 { $number } 有效。
screen-paper-failed = 号票没有打出来：{ $cause }。号码 { $number } 有效，请记住，或到{ $desk }补打。
screen-again = 再打一张
screen-sorry = 现在不能取号
screen-busy = 前面的人正在取号，请稍等再试
screen-no-copy = 已经补打过了，请到{ $desk }
screen-not-stored = 这台取号机暂时不能用，请到另一台取号机或{ $desk }
screen-offline-no-number = 网络断了，这件事现在不能取号，请到{ $desk }
screen-offline-hours = 现在不是取号时间：{ $from }–{ $until }
screen-offline-day-over = 今天的号已经取完
screen-offline-paused = 这件事暂停办理，请到{ $desk }问一问
screen-offline-age = 办这件事要满 { $age } 岁
screen-offline-no-agents = 这件事要本人来办
screen-strip-offline = 网络中断，号码照常有效
screen-strip-refused = 这台取号机没有登记，请找工作人员
screen-strip-starting = 正在连接服务器，请稍等
screen-printer = 这台机器{ $cause }，请到另一台取号机或{ $desk }
screen-still-there = 还在看吗？马上回到首页
screen-stay = 继续
screen-places = 便民设施
screen-print = 打印材料清单
screen-slip-printing = 正在打印，请稍等
screen-slip-printed = 请取走打印好的纸
screen-slip-unknown = 不能确定纸出来了没有，没有出来请到{ $desk }
screen-slip-failed = 没有打出来：{ $cause }。请到{ $desk }
screen-aloud = 朗读
screen-pause = 。
screen-print-found = 打印查询结果
