#include "lookup/rules.h"

#include "text/jsonout.h"

#define ADDRESS  "[^ <>@:;,\"'()\\[\\]]+@[^ <>@:;,\"'()\\[\\]]+"
#define ENHANCED "[245]\\.[0-9]{1,3}\\.[0-9]{1,3}"

/* What an error of a web page is told with: some codes of HTTP are a reply's as well. */
#define WEB                                                                                                            \
    "web|website|web ?pages?|pages?|p(á|a)ginas?|sites?|sitios?|browser|navigateur|navegador|nginx|apache|iis|"       \
    "cloudflare|url|https?:|internal server|bad gateway|gateway time-?out|service (temporarily )?unavailable|service " \
    "(temporairement )?indisponible|servicio no disponible"

/* What the events of mail services call a reply or its parts. */
#define JSON_KEYS                                                                                                      \
    "diagnosticcode|diagnostic-code|reason|raw_reason|rawreason|response|smtpresponse|smtp-response|smtp_response|"    \
    "message|description|details|error|code|error_code|error-code|status|smtp_code|smtp-code|bounce_reason|diag|"      \
    "dsndiag|dsn|event_reason|comment|output"

const Sign SIGNS[] = {
    /* Whoever writes of it in whatever language: a mail was not delivered, or a server was spoken with. */
    {"sender", SIGN_VOUCH, TRUE, "mailer-daemon|mail delivery (sub)?system|postmaster@|mail-daemon"},
    {"english", SIGN_VOUCH, TRUE,
     "undeliver|non-?deliver|not (able to )?(be )?(delivered|deliver)|transcript of (the )?session follows|delivery "
     "(has |to |of |status |attempt|fail|error|problem|report|notif|temporar|incomplete|delay|has "
     ")|(mail|message|recipient|address|sender|connection|domain|user)s? "
     "(was |were |is |has been |been )?(rejected|refused|bounced|returned|denied|blocked)|deliver(y|ed|ing)? "
     "(your|the) "
     "(mail|message)|returned (mail|message|to sender)|failure notice|bounce|could not send|couldn't be delivered|"
     "(permanent|fatal|temporary|delivery) (error|failure|fault)|user unknown|unknown user|no such user|mailbox "
     "(unavailable|not found|full|is full)|relaying denied|failed recipient"},
    {"wire", SIGN_VOUCH, TRUE,
     "(rcpt|mail) (to|from) ?:|esmtp|smtp |smtp;|mx record|(ehlo|helo) |said:|diagnostic|<<< [0-9]"},
    {"french", SIGN_VOUCH, TRUE,
     "non remis|non distribu|pas (pu )?(être|etre) (remis|distribu|livr|envoy|achemin)|(échec|echec|erreur) (de|d’|d') "
     "?"
     "(la )?(remise|distribution|livraison|envoi)|destinataire"},
    {"spanish", SIGN_VOUCH, TRUE,
     "no (se )?(ha )?(pudo|podido|pudieron|fue|ha sido) (ser )?(entreg|envi)|no entregado|error (de|en la) entrega|"
     "(error|problema) al entregar|destinatario|devuelto"},
    {"german", SIGN_VOUCH, TRUE, "unzustellbar|nicht zugestellt|zustellung|empf(ä|ae)nger"},
    {"others", SIGN_VOUCH, TRUE,
     "consegnat|mancato recapito|entregue|não (foi|pôde)|onbestelbaar|niet (worden )?bezorgd|недоставлен|не (может "
     "быть )?"
     "доставлен|配信|送信でき|エラーメール|退信|无法投递|投递失败|退回"},

    {"field", SIGN_SKIP, TRUE,
     "^[ >*]*(subject|betreff|objet|asunto|oggetto|assunto|onderwerp|件名|date|sent|message[ -]?(id|name)|received|"
     "references|in-reply-to|user-agent|list-[a-z]+|content-[a-z]+|mime-version|x-mailer|the subject of the message "
     "is|the message (subject|date|identifier|reference|id) (was|is)) ?:"},

    {"headers", SIGN_MAIL, TRUE,
     "^(return-path|received|delivered-to|x-[a-z-]+|from|to|date|subject|message-id|mime-version|content-type): "},

    {"exim", SIGN_CUT, TRUE, "^-{2,} ?this is a copy of (the|your|all)"},
    {"exim-headers", SIGN_CUT, TRUE, "^-{2,} ?(the )?(body of the message|message headers?|header).{0,60}-{2,}"},
    {"qmail", SIGN_CUT, TRUE,
     "^-{2,} ?(below this line|enclosed|undelivered message|here is|included is|the original)"},
    {"below", SIGN_CUT, TRUE,
     "^-{0,} ?(below|following|attached|enclosed|included|here) (this line )?is (a|the) (copy|header|original|first|"
     "message|returned)"},
    {"sendmail", SIGN_CUT, TRUE,
     "^-{2,} ?(the )?(original|unsent|returned|undelivered|undeliverable|failed|rejected|bounced) "
     "(message|mail|e-mail)"},
    {"header-follows", SIGN_CUT, TRUE, "^-* ?(the )?(original )?(message|mail) (headers?|text|body)( lines)? follow"},
    {"original-follows", SIGN_CUT, TRUE,
     "^[-=* ]*(the |your )?original (message|mail|e-mail)( text| body| headers?)? ?(follows|is "
     "(attached|included|below)|below)?[-=*:. ]*$"},
    /* The bare words are a heading of the notice: "Undelivered mail". */
    {"returned-follows", SIGN_CUT, TRUE,
     "^(?=[-=*]|.*( text| body| header| follow| attached| included| below|:))[-=* ]*(the |your )?"
     "(returned|rejected|undelivered|unsent|failed) (message|mail|e-mail)( text| body| headers?)? ?(follows|is "
     "(attached|included|below)|below)?[-=*:. ]*$"},
    {"original-headers", SIGN_CUT, TRUE,
     "^[-=* ]*(original message headers?|headers? of the original message|original headers?|message headers?( follow)?|"
     "returned headers?)[-=*:. ]*$"},
    {"first-lines", SIGN_CUT, TRUE, "^[-=*> ]*(the )?first [0-9]+ (lines|bytes)"},
    {"start-of", SIGN_CUT, TRUE,
     "^[-=* ]*(start|begin|beginning) (of )?(the )?(returned|original|forwarded|bounced|undelivered|attached)"},
    {"forwarded", SIGN_CUT, TRUE, "^-{3,} ?(forwarded message|non-delivered mail|message non-deliverable body)"},
    {"original-mail-jp", SIGN_CUT, TRUE, "^-{3,} ?original (message|mail)"},
    {"french", SIGN_CUT, TRUE, "^(en-?t(ê|e)tes? de message d(’|')origine|-+ ?message (d(’|')origine|original))"},
    {"spanish", SIGN_CUT, TRUE, "^(encabezados? de mensajes? original(es)?|-+ ?mensaje original)"},
    {"german", SIGN_CUT, TRUE,
     "^(urspr(ü|ue)ngliche nachrichtenkopf|kopfzeilen der urspr|-+ ?urspr(ü|ue)ngliche nach)"},
    {"others", SIGN_CUT, TRUE,
     "^(intestazioni originali|intestazioni del messaggio|cabeçalhos (originais|da mensagem)|元のメッセージ|オリジナル "
     "メッセージ|"
     "原始邮件头|原始郵件|原邮件)"},
    {"received", SIGN_CUT, FALSE, "^(Received: ?(from|by|\\()|Return-Path: ?<|DKIM-Signature: ?v=|ARC-Seal: )"},

    {"digits", SIGN_NOT_BEFORE, FALSE, "[0-9][.,:/-] ?$"},
    {"money", SIGN_NOT_BEFORE, TRUE, "([$€£¥₹]|usd|eur|gbp|chf|jpy|rs\\.?) ?$"},
    {"versions", SIGN_NOT_BEFORE, TRUE,
     "(version|release|build|revision|rev\\.?|exim|postfix|sendmail|qmail|outlook|firefox|windows|office) ?[:#v]? ?$"},
    {"versions", SIGN_NOT_ENHANCED, TRUE,
     "(version|release|build|revision|rev\\.?|exim|postfix|sendmail|qmail|outlook|firefox|windows|office) ?[:#v]? ?$"},
    {"numbered", SIGN_NOT_BEFORE, TRUE,
     "(^|[^a-z])(rfc|port|room|suite|apt\\.?|bldg\\.?|page|pages|p\\.|line|lines|section|chapter|item|article|order|"
     "invoice|ticket|case|phone|tel\\.?|fax|call|ext\\.?|extension|zip|pid|uid|id|size|bytes|length|count|number of "
     "[a-z]+|limit|quota|total|maximum|max|minimum|year|http|https|http/1\\.[01]|http/2|flight|model|gate|no\\.|nr\\.|"
     "score|points?|temperature|chambre|bureau|salle|ligne|facture|commande|taille|sala|habitaci(ó|o)n|factura|pedido|"
     "tama(ñ|n)o|zimmer|rechnung|seite)[ :=#]*(of|is|was|to|de|:)? ?$"},
    {"amount", SIGN_NOT_BEFORE, TRUE,
     "(about|around|over|than|nearly|almost|approximately|up to|at least|first|last|next|top|exceeds|every|all|the|of "
     "(the )?(up )?|within|after|for|in|only|has|have|are|is) $"},
    {"other-json", SIGN_NOT_BEFORE, TRUE, "\"(?!(?:" JSON_KEYS ")\")[a-z0-9_-]+\" ?: ?\"?$"},
    {"compared", SIGN_NOT_BEFORE, FALSE, "[=!<>]= ?$"},
    {"address", SIGN_NOT_BEFORE, TRUE, "[?&][a-z_-]+=$"},
    {"process", SIGN_NOT_BEFORE, FALSE, "[a-z/]\\[$"},
    {"phone", SIGN_NOT_BEFORE, FALSE, "\\+[0-9 ().-]*$|\\([0-9]{3}\\) ?$|[0-9]{3}[ -]$"},

    {"unit", SIGN_NOT_AFTER, TRUE,
     "^[ -]?(k|m|g|t)?i?b(yte|it)?s?([^a-z]|$)|^ ?(%|°|€|£|\\$)|^ ?(octets?|bytes?|kbytes?|ko|mo|go|megabytes?|"
     "people|members|items?|lines?|seconds?|secs?|minutes?|mins?|hours?|"
     "hrs?|"
     "days?|weeks?|months?|years?|times|ms|km|kg|cm|mm|px|mhz|ghz|watts?|usd|eur|euros?|dollars?|pounds?|gbp|points?|"
     "pages?|words|copies|pcs|units?|pieces|rooms?|mensajes|destinataires|jours|heures|minutos|horas|d(í|i)as|lignes|"
     "connections per|messages per|recipients per)([^a-z]|$)"},
    {"number", SIGN_NOT_AFTER, FALSE,
     "^[.,:/][0-9]|^\\.( |$)|^, ?[0-9]|^\\)? [0-9]{3}-[0-9]{4}|^-[0-9]{3,}|^ [0-9]{3}[ -][0-9]{3,}|^ [0-9]{2} "
     "[0-9]{2}"},
    {"count", SIGN_NOT_AFTER, FALSE,
     "^ (new |unread |other |more "
     ")?(messages|mails|e-?mails|recipients|users|subscribers|addresses|accounts|hosts|domains) (in|per|"
     "were|are|have|had|and|of|this|last|every|each|on|for|with|a|is)([^a-z]|$)"},
    {"of", SIGN_NOT_AFTER, TRUE,
     "^ (of|out of|and|or|und|oder|et|ou|y|o|x|per|g|l|companies|campaigns|customers|kolleg[a-z]*|kunden|clients?|"
     "clientes?|customers?) |^ (messages?|mails?|e-?mails?):|^,? ?[0-9]* ?g[ ,.]"},
    {"street", SIGN_NOT_AFTER, TRUE,
     "^ ([a-z.]+ ){0,3}(street|st\\.?|avenue|ave\\.?|road|rd\\.?|blvd\\.?|boulevard|drive|lane|floor|suite|square)([ "
     ",.]|$)"},

    {"smtp-code", SIGN_MARK, TRUE, "smtp (error|reply|status|response)( code)?:? $"},
    {"said", SIGN_MARK, TRUE, "(said|says|replied|answered|responded)( with)?( to [a-z ]+)? ?:[ \n]*[\"'“‘]?$"},
    {"talk", SIGN_MARK, TRUE, "refused to talk to me: ?\n?$"},
    {"arrows", SIGN_MARK, FALSE, "(^|[^<])<<<[ \n]*$|(^|[^>])<-[ -]$|(^|[\n>] ?)S: $"},
    {"quoted-reply", SIGN_MARK, FALSE, "smtp; ?[\"'<]?(reply: ?)?$"},
    {"after-command", SIGN_MARK, TRUE,
     "smtp error from remote (mail )?(server|mailer)[^\n]{0,160}:[ \n]+(host [^ ]+( \\[[^\\]]+\\])?: ?\n?)?(reason: "
     ")?$"},
    {"host", SIGN_MARK, FALSE, "host:? [^ ]+ \\[[0-9a-fA-F.:]+\\](:[0-9]+)?[: \n]+$"},
    {"from-host", SIGN_MARK, FALSE, "reject(ed)?: [A-Z-]+ from [^ ]+: $|milter-reject: [^\n]*: $"},
    {"server-response", SIGN_MARK, TRUE,
     "(response|reply|answer|error|message|reason|status|description|details?|diagnostic[a-z]*|result)( code)?( "
     "(from|of|"
     "by|that|returned|given|sent|was|is|follows|text|message|the|remote|other|mail|receiving|destination|host|server|"
     "system|smtp|for|this|failure|line))*( is| was)?( as follows)? ?:[ \n]*[\"'“‘(\\[]*$"},
    {"returned", SIGN_MARK, TRUE,
     "(returned|response|responded|respond(s|ed)? with|replied( "
     "with)?|reports?|reported|rejected|rejection|failed|failed "
     "with|error|errors)( error| code| the error| message)* ?:?[ \n]*[\"'“‘«„\\[(]{1,2}$"},
    {"remote-server", SIGN_MARK, TRUE, "(remote|server|serveur|servidor|serveur distant)[^\n]{0,120}[ \n][\"'“‘«„] ?$"},
    {"smtp-error", SIGN_MARK, TRUE,
     "(smtp|protocol|server|delivery|permanent|temporary|fatal|remote|mta|transient|deferred|stat|status|reply|reason|"
     "error_code|err|led|code|failure|fail|stat=deferred|dsn)[a-z_ ]*(error|code|reply|response|status|deferred|"
     "failure|server)?[a-z ]*[=:]+ ?\n?[\"'(\\[{<]?$"},
    {"json", SIGN_MARK, TRUE, "\"(" JSON_KEYS ")\" ?: ?\"?(smtp; ?)?$"},
    {"exchange", SIGN_MARK, FALSE, "#<$|[0-9] smtp; ?$"},
    {"csv", SIGN_MARK, FALSE, ",<,\"?$|\\{LED=$|,FAIL,[^\n]*[,;]$"},
    {"bracket-reply", SIGN_MARK, TRUE, "(as follows|respon[a-z]+|error|reason|said) ?:? ?\\[$"},
    {"because", SIGN_MARK, TRUE,
     "(because( of)?|for the following reasons?|following (error|reason|errors|message)s?|reasons?|cause|error "
     "message|server message|motif|motivo|raison|grund|diagnostics?|explanation) ?:?[ -]*\n[- *]*$"},
    {"address", SIGN_MARK, FALSE, "<?" ADDRESS ">?\"?:[ \n]+([^ \n]+[ \n])?$"},
    {"address-host", SIGN_MARK, FALSE, ADDRESS ">?: \\[[0-9.]+\\], $"},

    {"colon", SIGN_HINT, FALSE, "(^|[ \n<(])#$|[^\"](: ?|[;,>|]) ?$|[\"'“‘«„(\\[{] ?$|[:] ?\n$"},
    {"word", SIGN_HINT, TRUE,
     "(error|code|smtp|reply|response|status|with|returned|got|received|a|an|erreur|fehler|código)"
     "( code| error| reply| response)?[ #-]*\n?$"},

    {"word", SIGN_NAMED, TRUE,
     "(^|[^a-z])(errors?|erreurs?|err|codes?|c(ó|o)digos?|reply|replies|r(é|e)ponses?|responses?|respuestas?|fehler|"
     "fehlercode|errore|erro|codice|smtp)"
     "( (de |del |d(’|'))?(code|error|erreur|reply|response|r(é|e)ponse|respuesta|retour|status|e?smtp|lmtp|message|"
     "number|num(é|e)ro|n(ú|u)mero|num|n°|nº|no\\.?|nr\\.?|is|was|est|es)){0,3} ?[#(\"'“‘«„]? ?$"},

    {"web", SIGN_NOT_NAMED, TRUE,
     "(^|[^a-z])(" WEB ")[^a-z][^\\x00]*50[0-4]|50[0-4][^\\x00]*[^a-z](" WEB ")([^a-z]|$)"},
    {"protocol", SIGN_NOT_NAMED, TRUE, "(^|[^a-z])(https?|s?ftps?|filezilla|sip|voip|rtsp)([^a-z:]|$)"},
    {"code-of", SIGN_NOT_NAMED, TRUE,
     "(exit|return|stop|promo|promotion|discount|coupon|postal|zip|area|country|dial|door|access|pin|bar|qr|product|"
     "colou?r|windows)"
     " (error|code|error code) [2-5][0-9][0-9]"},
    {"amount", SIGN_NOT_NAMED, TRUE,
     "[2-5][0-9][0-9]([ -][0-9][0-9]| ?[€$£¥%]| ?([kmg]i?b|eur|euros?|usd|dollars?|gbp|chf)([^a-z]|$))"},

    {"sender", SIGN_NOT_WHOM, TRUE,
     "^(from|sender|reply-to|message-id|mail from|return-path|reporting-mta|subject)|postmaster@|mailer-daemon@|mail "
     "from:"},

    {"rcpt", SIGN_WHOM, TRUE, "rcpt to ?: ?<?(" ADDRESS ")"},
    {"log-to", SIGN_WHOM, TRUE, "[ ,{(](?:to|addr|rcpt|recipient)[=:] ?<?(" ADDRESS ")>?"},
    {"log-exim", SIGN_WHOM, FALSE, " (?:\\*\\*|==|=>|->|>>) (?:[^ ]+ <)?(" ADDRESS ")"},
    {"json", SIGN_WHOM, TRUE, "\"(?:emailaddress|email|recipient|rcpt|rcpt_to|to)\" ?: ?\"(" ADDRESS ")\""},
    {"named", SIGN_WHOM, TRUE, "(?:recipient|address(?: was)?|to|for)s?:? [<\"'(]?(" ADDRESS ")"},
    {"csv", SIGN_WHOM, FALSE, ",(" ADDRESS ")(?=,)"},
    {"begins", SIGN_WHOM, FALSE, "^[ >*\"']{0,40}<?(" ADDRESS ")>?\"?(?::| \\(|,| \\[| ?\\.\\.\\.| $)"},
    {"heading", SIGN_HEAD_WHOM, FALSE, "^[ >*\"'-]{0,40}<?(" ADDRESS ")>?[\"']?:?(?: ?[<(\\[].*)?$"},
    {"heading-named", SIGN_HEAD_WHOM, TRUE,
     "^(?:[a-z-]*recipient|to|address|rcpt to|user|for)s? ?: ?(?:rfc822; ?)?<?(" ADDRESS ")>?"},
    {"heading-rcpt", SIGN_HEAD_WHOM, TRUE, "rcpt to ?: ?<?(" ADDRESS ")"},

    {"server-words", SIGN_WORDS, TRUE,
     "user|mailbox|recipient|sender|reject|denied|unavailable|account|message|mail|@|spam|block|smtp|relay|domain|host|"
     "connect|try|later|temporar|permanent|quota|full|exceed|unknown|not found|no such|invalid|address|deliver|accept|"
     "policy|dns|spf|dkim|dmarc|black ?list|blocklist|grey ?list|gray "
     "?list|reputation|transaction|service|server|error|"
     "fail|command|syntax|authentic|timeout|timed out|disabled|inactive|suspend|refused|prohibit|too (many|big|large|"
     "much)|size|virus|content|resource|storage|space|verify|permission|unauthori|not allowed|access|abuse|listed|rate|"
     "limit|closing|recipients|utilisateur|inconnu|destinataire|bo(î|i)te|refus|usuario|buz(ó|o)n|destinatario|rechaz|"
     "empf|unbekannt|postfach|abgelehnt|utente|sconosciuto|casella"},
    {"success-words", SIGN_SUCCESS, TRUE,
     "(^|[^a-z])ok([^a-z]|$)|queued|accepted|sent|ready|esmtp|closing|bye|good ?bye|start mail|go ahead|end "
     "data|pleased|"
     "hello|pipelining|8bitmime|help|authentic|delivered|completed|success|recipient|sender|mail|enter "
     "message|received"},

    {"http", SIGN_NOT_REPLY, TRUE,
     "^(301 moved|302 found|304 not mod|401 unauth|403 forbid|404 not found|405 method|429 too many requests|500 "
     "internal "
     "server error|502 bad gateway|504 gateway)"},

    {"message-taken", SIGN_ACCEPTED, TRUE, "^25[0-2].*(queued|accepted|2\\.6\\.0|id=|received|delivered)"},

    {"no-recipients", SIGN_AFTERMATH, TRUE,
     "^(503|554|501)[- ].*((no|need|without|specify) (any |a |valid )*(rcpt|recipient)|(rcpt|recipient)[a-z ]* (first|"
     "required|needed)|need (mail|rcpt)|bad sequence|no valid|mail first|polite people)"},
    {"unknown-command", SIGN_AFTERMATH, TRUE,
     "^50[0-4][- ].*((command|verb)[a-z: ]*(unrecogni|not recogni|not implement|unknown|unsupport|not support)|"
     "(unrecogni|unknown|unimplement|unsupported|invalid)[a-z]* command|ehlo|starttls)"},

    {"code", SIGN_FRESH, FALSE, "^[ >|\"'*]*(<<<|>>>|\\.\\.\\.|->|<-)?[ ]*[2-5][0-9][0-9]([ #:-]|$)"},
    {"arrows", SIGN_FRESH, FALSE, "^ *(<<<|>>>|\\.\\.\\. |-{2,}|={3,}|\\*{3,}|_{3,}|#{2,})"},
    {"address", SIGN_FRESH, FALSE, "^ *<?" ADDRESS ">?\"?(:|$| )"},
    {"header", SIGN_FRESH, FALSE,
     "^[A-Z][A-Za-z]*(-[A-Za-z]+)+ ?:|^(To|From|Subject|Sent|Date|Status|Action|Reason|Error): "},
    {"log", SIGN_FRESH, FALSE,
     "^([0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Z][a-z]{2} +[0-9]{1,2} [0-9]{2}:|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|@4[0-9a-f]{7}|"
     "[0-9]{10}\\.)"},
    {"giving-up", SIGN_FRESH, TRUE,
     "^ *(giving up|i('m| am) not going|this (message|is|address)|your message|the (message|following|original|"
     "recipient)|if you|please (contact|do not)|for (more|further)|\\((in reply|expanded|reason|state|end)|reporting|"
     "original|generating|remote server|diagnostic|note|server at|command:|response:)"},

    {"postfix", SIGN_FAILED, FALSE, "[ ,]status=(bounced|expired|undeliverable)"},
    {"exim", SIGN_FAILED, FALSE, "^[^ ]+ [^ ]+ (\\[[0-9]+\\] )?([^ ]+ )?\\*\\* "},
    {"opensmtpd", SIGN_FAILED, FALSE, "result=\"?PermFail"},
    {"qmail", SIGN_FAILED, FALSE, "delivery [0-9]+: failure: "},
    {"sendmail", SIGN_FAILED, FALSE, "dsn=5\\.[0-9]+\\.[0-9]+, stat="},
    {"exchange", SIGN_FAILED, FALSE, ",(SMTP|ROUTING|STOREDRIVER|DSN),FAIL,"},
    {"postfix", SIGN_DELAYED, FALSE, "[ ,]status=deferred"},
    {"exim", SIGN_DELAYED, FALSE, "^[^ ]+ [^ ]+ (\\[[0-9]+\\] )?([^ ]+ )?== "},
    {"opensmtpd", SIGN_DELAYED, FALSE, "result=\"?TempFail"},
    {"qmail", SIGN_DELAYED, FALSE, "delivery [0-9]+: deferral: "},
    {"sendmail", SIGN_DELAYED, FALSE, "dsn=4\\.[0-9]+\\.[0-9]+, stat=|stat=Deferred"},
    {"exchange", SIGN_DELAYED, FALSE, ",(SMTP|ROUTING|STOREDRIVER),DEFER,"},
    {"postfix", SIGN_DONE, FALSE, "[ ,]status=(sent|deliverable)"},
    {"exim", SIGN_DONE, FALSE, "^[^ ]+ [^ ]+ (\\[[0-9]+\\] )?([^ ]+ )?(=>|->) "},
    {"opensmtpd", SIGN_DONE, FALSE, "result=\"?Ok"},
    {"qmail", SIGN_DONE, FALSE, "delivery [0-9]+: success: "},
    {"sendmail", SIGN_DONE, FALSE, "stat=Sent|dsn=2\\.[0-9]+\\.[0-9]+, stat="},

    {"hash", SIGN_ENHANCED_MARK, FALSE, "[#]$"},
    {"word", SIGN_ENHANCED_MARK, TRUE, "(status|error|smtp|reply|bounce|dsn)( status)?( code)? $"},
    {"milter", SIGN_ENHANCED_MARK, FALSE, "reject(ed)?: [A-Z-]+ from [^ ]+: $|milter-reject: [^\n]*: $"},
    {"field", SIGN_ENHANCED_MARK, TRUE,
     "(^|[ ,;\"({])(dsn|status|status code|code|error|reason|said|smtp|state|enhanced "
     "(status )?code|error[ _]code|response|reply|returned)\"? ?[:=;]+ ?\n?[\"'(\\[]?$"},
};

const char RULES_QUOTES[] = "smtp; ";

const guint N_SIGNS = G_N_ELEMENTS(SIGNS);

static const char *const KIND_NAMES[N_SIGN_KINDS] = {
    [SIGN_MAIL] = "headers",
    [SIGN_VOUCH] = "vouch",
    [SIGN_CUT] = "cut",
    [SIGN_SKIP] = "skip",
    [SIGN_NOT_ENHANCED] = "not-enhanced",
    [SIGN_NOT_BEFORE] = "not-before",
    [SIGN_MARK] = "mark",
    [SIGN_HINT] = "hint",
    [SIGN_NAMED] = "named",
    [SIGN_NOT_NAMED] = "not-named",
    [SIGN_WHOM] = "whom",
    [SIGN_HEAD_WHOM] = "head-whom",
    [SIGN_NOT_WHOM] = "not-whom",
    [SIGN_NOT_AFTER] = "not-after",
    [SIGN_WORDS] = "words",
    [SIGN_SUCCESS] = "success",
    [SIGN_NOT_REPLY] = "not-reply",
    [SIGN_ACCEPTED] = "accepted",
    [SIGN_AFTERMATH] = "aftermath",
    [SIGN_FRESH] = "fresh",
    [SIGN_FAILED] = "failed",
    [SIGN_DELAYED] = "delayed",
    [SIGN_DONE] = "done",
    [SIGN_ENHANCED_MARK] = "enhanced-mark",
};

/* Compiled once for the whole program, and to machine code: a text that is made to be slow (tests/lookup) takes a
 * hundred times as long without. A pattern that does not compile is a defect of this file. */
static GRegex *const *compiled(void)
{
    static GRegex *patterns[G_N_ELEMENTS(SIGNS)];
    static gsize ready = 0;
    if (!g_once_init_enter(&ready))
        return patterns;
    for (guint i = 0; i < N_SIGNS; i++) {
        GRegexCompileFlags flags = G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY | (SIGNS[i].fold ? G_REGEX_CASELESS : 0);
        g_autoptr(GError) error = NULL;
        patterns[i] = g_regex_new(SIGNS[i].pattern, flags, 0, &error);
        if (!patterns[i])
            g_error("%s: %s", SIGNS[i].name, error->message);
    }
    g_once_init_leave(&ready, 1);
    return patterns;
}

gboolean rules_match(SignKind kind, const char *text)
{
    GRegex *const *patterns = compiled();
    for (guint i = 0; i < N_SIGNS; i++)
        if (SIGNS[i].kind == kind && g_regex_match(patterns[i], text, 0, NULL))
            return TRUE;
    return FALSE;
}

gboolean rules_group(SignKind kind, const char *text, char **group)
{
    GRegex *const *patterns = compiled();
    for (guint i = 0; i < N_SIGNS; i++) {
        g_autoptr(GMatchInfo) match = NULL;
        if (SIGNS[i].kind != kind || !g_regex_match(patterns[i], text, 0, &match))
            continue;
        *group = NULL;
        for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
            g_free(*group);
            *group = g_match_info_fetch(match, 1);
        }
        return TRUE;
    }
    return FALSE;
}

void rules_json(GString *out)
{
    jsonout_begin(out, '[');
    for (guint i = 0; i < N_SIGNS; i++) {
        jsonout_begin(out, '[');
        jsonout_text(out, KIND_NAMES[SIGNS[i].kind]);
        jsonout_text(out, SIGNS[i].name);
        jsonout_value(out, SIGNS[i].fold ? "true" : "false");
        jsonout_text(out, SIGNS[i].pattern);
        jsonout_end(out, ']');
    }
    jsonout_end(out, ']');
}
