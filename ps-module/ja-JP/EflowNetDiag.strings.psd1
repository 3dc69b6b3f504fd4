# コマンドレットのメッセージ。エラーのメッセージのキーは、エラーの ID です。
# Windows PowerShell 5.1 は、バイト順マークのないファイルを ANSI として読み取ります。このファイルは UTF-8 (BOM 付き) で保存します。
@{
    # エラー
    AzureEflowMissing   = 'モジュール AzureEFLOW がインストールされていません。このコンピューターには、診断できる EFLOW がありません。保存済みのスナップショットを判定するには、-Snapshot を使用してください。'
    BundleNotWritten    = 'サポート バンドル {0} を書き込めませんでした: {1}'
    ConsentNotPossible  = 'このセッションでは同意を確認できないため ({1})、何も変更していません。事前に同意する場合は {0} に -Confirm:$false を指定してください。-WhatIf を指定すると、実行内容を確認できます。'
    ContractMismatch    = 'モジュールのコントラクトは {0}、コアのコントラクトは {1} です。バージョンが異なります。もう一度ビルドする (npm run build) か、モジュールをインストールし直してください。'
    CoreFailed          = 'コアでエラーが発生しました。{0}'
    CoreNotBuilt        = 'コアがビルドされていません。{0} がありません。npm run build でビルドしてください。'
    CoreNotTrusted      = 'コアを実行しません: {0} はモジュールに付属していたファイルではありません。モジュールを再インストールしてください。'
    CoreTimeout         = 'コアが {0} 秒以内に応答しなかったため、終了しました。'
    CustomRuleRefused   = '文字列の規則は、事前に試すことも、表示することも、元に戻すこともできません。許可する内容を -Port と、-Protocol、-Source、-Interface、-State または -Target で指定してください。'
    FileExists          = 'ファイル {0} は既に存在します。置き換えるには、-Force を使用してください。'
    FindingElsewhere    = 'この結果はデバイス {0} のもので、このデバイスは {1} です。ここからは修復しません。'
    FolderNotFound      = 'フォルダー {0} は存在しません。'
    JournalFailed       = 'ジャーナル {0} を書き込めません。ジャーナルなしでは何も変更しません: {1}'
    LanguageConstrained = 'EflowNetDiag は {0} では実行できません。App Control がこのモジュールのファイルを信頼していません。署名済みのパッケージをインストールし、ポリシーで署名者またはカタログを信頼してください。'
    NodeNotFound        = 'Node.js が見つかりませんでした。検索した場所: {0}。Node.js 20 以降をインストールするか、-NodePath でプログラムを指定してください。'
    NodeNotStarted      = 'プログラム {0} を Node.js として実行できません: {1}'
    NodeNotTrusted      = '管理者特権のセッションでは {0} の Node.js を実行しません: {1} 管理者のみが変更できるプログラムを -NodePath で指定するか、アクセス許可を修正してください。'
    NodeTooOld          = '{0} の Node.js のバージョンは {1} ですが、{2} 以降が必要です。新しいバージョンをインストールするか、-NodePath で指定してください。'
    NotElevated         = 'AzureEFLOW には管理者特権のセッションが必要です。PowerShell を管理者として開始してください。保存済みのスナップショットを判定するには、-Snapshot を使用してください。'
    ProfileNotRead      = 'デバイス プロファイル {0} を読み取れませんでした: {1}'
    ProfileNotValid     = 'デバイス プロファイルが正しくありません ({0})。単純なプロパティで、値は文字列、数値、真偽値、またはそれらのリストである必要があります。'
    ReportEmpty         = 'レポートの対象がありません。読み取れるスナップショットも結果もありません。'
    ReportNotRedacted   = '結果は判定済みのため、匿名化できません。元のスナップショットを指定するか、先に Save-EflowNetSnapshot -Redact を使用してください。'
    ReportNotWritten    = 'レポート {0} を書き込めませんでした: {1}'
    RepairNotFound      = 'ジャーナルに修復 {0} はありません。Undo-EflowRepair で一覧を表示できます。'
    RulePageNotRead     = '規則のページが {0} にありません。モジュールのファイルが不足しています。'
    SnapshotExists      = 'ファイル {0} は既に存在します。置き換えるには、-Force を使用してください。'
    SnapshotNeedsWhatIf = 'スナップショットから作成したプランは表示されるだけで、適用されません。-Snapshot と -WhatIf を一緒に使用してください。'
    SnapshotNotFound    = 'スナップショット {0} が見つかりませんでした。'
    SnapshotNotOurs     = 'EflowNetDiag のスナップショットではありません: {0}。パス、ファイル、または ConvertFrom-Json の出力を指定してください。'
    SnapshotNotWritten  = 'スナップショット {0} を書き込めませんでした: {1}'
    SnapshotsMany       = '{0} は {1} 個のスナップショットを示しますが、使用できるのは 1 つです。1 つだけ指定してください。'
    StateNotTrusted     = 'モジュールのフォルダー {0} を使用しません: {1} フォルダーを削除するか、所有者とアクセス許可を管理者に戻してから、もう一度実行してください。'
    UnknownRule         = 'ID が {0} の規則はありません。規則の一覧は Get-EflowNetworkRule で表示できます。'

    # プログラムを信頼しない理由
    DistrustHash        = 'モジュールに付属していたファイルではありません。'
    DistrustLink        = '{0} はリンクで、リンク先を変更できます。'
    DistrustMode        = '所有者以外のユーザーが {0} に書き込めます (モード {1})。'
    DistrustOwner       = '{0} の所有者 {1} は管理者ではありません。'
    DistrustWriter      = '管理者ではない {1} が {0} を変更できます。'

    # コア
    CoreAsked           = 'コアへの要求: {0}'
    CoreEnded           = '終了コード {0} で終了しました。{1}'
    CoreGarbage         = '要求に対する応答ではないものが返されました: {0}'
    CoreStarts          = '{0} ({1}) でコアを開始しています。'
    NodeNoVersion       = 'バージョンを確認できませんでした。'
    SnapshotMissing     = '応答にスナップショットが含まれていません。'

    # ゲスト
    TurnAwaited         = 'このリリースの EFLOW は仮想マシンへのセッションを 1 分に {0} 回まで許可します。次のセッションまで最大 {1} 秒待ちます。'
    GuestAnswered       = 'ゲストが {0} 回の呼び出しに応答しました ({1} ミリ秒)。'
    GuestAsked          = 'ゲストへの要求: {0} 文字のコマンド。'
    GuestRuns           = 'ゲストで実行するスクリプトの SHA-256 は {0} です。パッケージの guest-scripts.sha256 に記載されています。調査のスクリプトは Get-EflowGuestScript で表示できます。'
    GuestStray          = 'AzureEFLOW は成功と同時にエラーを報告しました: {0}'

    # ファイアウォールの一時的な開放
    BypassCaption       = 'EFLOW 仮想マシンのファイアウォール'
    BypassNotClosed     = '閉じることができませんでした: {0} ゲストが {1} 秒後に自動的に閉じます。'
    BypassWalk          = 'パケットの追跡結果: {0}'

    # DNS サーバー
    DnsCaption          = 'EFLOW 仮想マシンの DNS サーバー'
    DnsCheck            = '変更後に仮想マシンで次の名前が解決され、現在解決されているものがすべて解決される場合にのみ保持します: {0}'
    DnsEngineCheck      = '変更後に各コンテナー ネットワークから次の名前が解決される場合にのみ保持します: {0}'
    DnsNotRestorable    = 'ファイルを戻しても、以前のサーバーは復元できません。変更を元に戻すと、仮想マシンのサーバーが以前と異なる可能性があります。'
    DnsSetFailed        = 'Set-EflowVmDnsServers が失敗しました: {0}'
    DnsSetSilent        = 'Set-EflowVmDnsServers が {0} 秒以内に終了しませんでした。'

    # 一覧
    RulesMissing        = '一覧は完全ではありません。{0}'

    # 診断
    FactMissing         = '{0}: {1}'
    Judged              = '{0}: fail {1}、unknown {2}、error {3}、pass {4}、notApplicable {5}、抑制 {6}。'

    # 実行した場合の送信先
    DestinationAction   = '{0} ({1})、送信元 {2}'
    LookCaption         = 'EFLOW ネットワークの調査'
    LookWhatIf          = 'プローブ レベル {0} で、このデバイスと仮想マシンを調べます'

    # 進行状況
    ProgressActivity    = 'EFLOW ネットワーク'
    Progressapply       = 'ファイアウォールを変更しています (タイマーで元に戻ります)'
    ProgressAsk         = 'ホストから同じことを試しています'
    Progresscommit      = '変更を保持しています'
    ProgressDnsAsk      = '仮想マシンから DNS サーバーに問い合わせています'
    ProgressDnsSet      = 'DNS サーバーを設定しています'
    ProgressDnsVerify   = '名前が解決されるかを調べています'
    ProgressGuarded     = '以前の状態を保存しています (タイマーで復元されます)'
    ProgressGuest       = '仮想マシンに問い合わせています'
    ProgressHost        = 'ホストを調べています'
    ProgressJudge       = '判定しています'
    Progressrevert      = '変更を元に戻しています'
    ProgressTurn        = '待っています: このリリースの EFLOW は仮想マシンへのセッションを 1 分に 3 回まで許可します'
    Progresssettle      = '中断された修復を処理しています'
    Progressunapply     = '変更を元に戻しています (タイマーで再び有効になります)'
    Progressuncommit    = '元に戻したことを確定しています'
    ProgressVerify      = '新しい接続を試しています'

    # 修復
    RepairBlocked       = '引き続き妨げになるもの: {0}'
    RepairCaption       = 'EFLOW ファイアウォール'
    RepairCheck         = '次の場合にのみ保持します: {0}'
    RepairChecked       = '{1} の {0} ポート {2} への新しい接続: {3}'
    RepairCounted       = '根拠は規則のカウンターです。変更後に一致したパケット (送信元は問いません): {0}。'
    RepairNoAnswer      = '{0} 変更が行われていた場合、ゲストが {1} 秒後に自動的に元に戻します。'
    RepairNoPassage     = '{1} の {0} ポート {2} への新しい接続は成功しませんでした: {3}'
    RepairNotChecked    = 'このホストから試す方法がありませんでした。'
    RepairNotProven     = '{1} の {0} ポート {2} からの応答だけでは何の証明にもなりません: {3}'
    RepairNothing       = '行うことはありません。'
    RepairNotReverted   = '{0} 変更を元に戻すこともできませんでした: {1} ゲストが {2} 秒後に自動的に元に戻します。'
    RepairOpens         = '許可されるもの: {0}'
    RepairStepDone      = '手順 {0}: {1}。{2}'
    JournalDistrusted   = 'ジャーナル {0} は管理者以外が変更できるため使用しません: {1}'
    JournalUnread       = 'ジャーナル {0} には読み取れる修復がありません。'
    RepairLost          = '変更前にこのホストに応答していたものが応答しなくなりました: {0}'
    RepairNotByRule     = '{1} の {0} はここでは修復しません。プロファイルで許容されているか、別の対処方法があります。'
    RepairRuns          = 'このホストで別の修復が実行中です。'
    RepairSettled       = '中断された修復 {0} を処理しました: {1}'
    RepairStillOpen     = '{1} の {0} ポート {2} への新しい接続がまだ成功します: {3}'
    RepairUnfinished    = '手順 {2} で中断された {1} の修復 {0} を完了するか、元に戻します。'
    UndoNoAnswer        = '{0} 元に戻されていた場合、ゲストが {1} 秒後に自動的に再び有効にします。'
    UndoNothing         = '何も変更していません。修復 {0} は既に元に戻されたか、行われていません。'
    UndoNotKept         = '{0} 修復は元に戻されていません: {1}'
    UndoNotSettled      = '{0} 再び有効にすることもできませんでした: {1} ゲストが {2} 秒後に自動的に有効にします。'
    UndoWhatIf          = '{1} の修復 {0} を元に戻します:'

    # スナップショット
    BundleWhatIf        = '匿名化したサポート バンドルを {0} に保存します'
    ReportWhatIf        = '{0} にレポートを書き込みます'
    SnapshotCopyWhatIf  = 'スナップショットを読み取り、{0} に書き込む'
    SnapshotWhatIf      = 'このデバイスを診断し、結果を {0} に保存する'
}
