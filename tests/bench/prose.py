"""The words that make-content makes its records of: (English, French, Spanish) each.

Placeholders: {c} the code, {o} another one of the protocol, {k} a rule that only this code has, {v} a command, {n} a
number, {d} a host. "~" stands for a no-break space. An opener has {c} or {k}, so that no passage is that of another
code; a follower is free. Together the two are as long as a passage of the shipped records is on average."""

SUBJECTS = [('Service', 'Service', 'Servicio'), ('Server', 'Serveur', 'Servidor'), ('Relay', 'Relais', 'Relé'),
            ('Recipient', 'Destinataire', 'Destinatario'), ('Sender', 'Expéditeur', 'Remitente'),
            ('Message', 'Message', 'Mensaje'), ('Domain', 'Domaine', 'Dominio'), ('Command', 'Ordre', 'Comando'),
            ('Filter', 'Filtre', 'Filtro'), ('Certificate', 'Certificat', 'Certificado'), ('Login', 'Accès', 'Acceso'),
            ('Header', 'En-tête', 'Encabezado'), ('Body', 'Corps', 'Cuerpo'), ('Directory', 'Annuaire', 'Directorio'),
            ('Channel', 'Canal', 'Canal'), ('Parameter', 'Paramètre', 'Parámetro'),
            ('Storage', 'Stockage', 'Almacenamiento'), ('Transfer', 'Transfert', 'Envío'),
            ('Identifier', 'Identifiant', 'Identificador')]

STATES = [('Ready', 'prêt', 'listo'), ('Unavailable', 'indisponible', 'no disponible'),
          ('Accepted', 'accepté', 'aceptado'), ('Not Allowed', 'non autorisé', 'no permitido'),
          ('Deferred', 'différé', 'aplazado'), ('Unknown', 'inconnu', 'desconocido'),
          ('Rejected', 'refusé', 'rechazado'), ('Completed', 'terminé', 'terminado'),
          ('Suspended', 'suspendu', 'suspendido'), ('Pending', 'en attente', 'pendiente'),
          ('Not Implemented', 'non implémenté', 'no implementado'), ('Out of Order', 'hors séquence', 'fuera de orden'),
          ('Expired', 'expiré', 'caducado'), ('Blocked', 'bloqué', 'bloqueado'),
          ('Overloaded', 'surchargé', 'sobrecargado'), ('Verified', 'vérifié', 'verificado'),
          ('Disabled', 'désactivé', 'desactivado'), ('Delayed', 'retardé', 'retrasado'),
          ('Incomplete', 'incomplet', 'incompleto'), ('Invalid', 'non valide', 'no válido'),
          ('Withdrawn', 'retiré', 'retirado'), ('Limited', 'limité', 'limitado')]

PHRASES = ['Requested action & envelope: "{k}" applied', 'Command <{v}> answered under {k}',
           'Server\'s rule {k} decided', 'Requested action: {k} in progress']

INDICATES = [
    ('that the rule `{k}` of the server has decided about this command and this session',
     'que la règle `{k}` du serveur a tranché pour cette commande et cette session',
     'que la regla `{k}` del servidor ha decidido sobre este comando y esta sesión'),
    ('that the server has looked at `{v}`, found `{k}` in its settings and acted upon it',
     'que le serveur a examiné `{v}`, trouvé `{k}` dans ses réglages et agi en conséquence',
     'que el servidor ha examinado `{v}`, ha encontrado `{k}` en sus ajustes y ha actuado'),
    ('that a check named `{k}` has come to its end and leaves the message where it is',
     'qu’un contrôle nommé `{k}` est arrivé à son terme et laisse le message où il est',
     'que un control llamado `{k}` ha llegado a su fin y deja el mensaje donde está'),
]

# kind: (openers, followers)
PASSAGES = {
    'description': ([
        ('The server has read `{v}` to its end and answers `{c}`, because the rule `{k}` was reached before any other '
         'one could decide.',
         'Le serveur a lu `{v}` jusqu’au bout et répond `{c}`, parce que la règle `{k}` a été atteinte avant qu’une '
         'autre ne puisse trancher.',
         'El servidor ha leído `{v}` hasta el final y responde `{c}`, porque la regla `{k}` se alcanzó antes de que '
         'otra pudiera decidir.'),
        ('With `{c}` the server reports how far the request came: the envelope `MAIL FROM:<ana@example.com> '
         'BODY=8BITMIME` was looked at, the rest was not.',
         'Par `{c}`, le serveur indique jusqu’où la demande est allée~: l’enveloppe `MAIL FROM:<ana@example.com> '
         'BODY=8BITMIME` a été examinée, le reste non.',
         'Con `{c}` el servidor indica hasta dónde llegó la petición: se examinó el sobre `MAIL FROM:<ana@example.com> '
         'BODY=8BITMIME`, el resto no.'),
        ('Behind `{c}` stands a decision of the host that was asked, not of a relay on the way, and the words that '
         'follow the number name `{k}`.',
         'Derrière `{c}` se trouve une décision de l’hôte interrogé, et non d’un relais en chemin~; le texte qui suit '
         'le nombre nomme `{k}`.',
         'Detrás de `{c}` hay una decisión del equipo al que se preguntó, no de un relé intermedio, y las palabras que '
         'siguen al número nombran `{k}`.')], [
        ('It says nothing about the addresses that were given before, and [{o}](code:{o}) would have been the answer '
         'if only the *order* of the commands had been wrong.',
         'Il ne dit rien des adresses données auparavant, et la réponse aurait été [{o}](code:{o}) si seul l’*ordre* '
         'des commandes avait été mauvais.',
         'No dice nada de las direcciones dadas antes, y la respuesta habría sido [{o}](code:{o}) si solo hubiera '
         'fallado el *orden* de los comandos.'),
        ('A client that follows [the rule for first digits](rfc:5321#4.2.1) knows already from the class what to do '
         'with the message in its queue.',
         'Un client qui suit [la règle des premiers chiffres](rfc:5321#4.2.1) sait déjà, par la classe, que faire du '
         'message dans sa file.',
         'Un cliente que sigue [la regla de las primeras cifras](rfc:5321#4.2.1) ya sabe, por la clase, qué hacer con '
         'el mensaje de su cola.'),
        ('The text may quote what was compared, such as `"quota" > {n}` or `size & limit`, and differs from one '
         'product to the next.',
         'Le texte peut citer ce qui a été comparé, comme `"quota" > {n}` ou `size & limit`, et varie d’un produit à '
         'l’autre.',
         'El texto puede citar lo que se comparó, como `"quota" > {n}` o `size & limit`, y cambia de un producto a '
         'otro.')]),
    'when': ([
        ('You see `{c}` in the log of the sending server soon after `{v}`, when one of {n} parallel sessions to `{d}` '
         'comes upon a limit that the others have not reached, or when the host has changed its rules since the last '
         'delivery.',
         'Vous voyez `{c}` dans le journal du serveur d’envoi peu après `{v}`, quand l’une des {n} sessions parallèles '
         'vers `{d}` rencontre une limite que les autres n’ont pas atteinte, ou quand l’hôte a changé ses règles depuis '
         'la dernière remise.',
         'Verás `{c}` en el registro del servidor de envío poco después de `{v}`, cuando una de las {n} sesiones '
         'paralelas con `{d}` topa con un límite que las otras no han alcanzado, o cuando el equipo ha cambiado sus '
         'reglas desde la última entrega.'),
        ('It shows up as `{c}` in a bounce that a user forwards, below a line such as `host {d}[192.0.2.25] said:`, '
         'mostly on the first message to a new address, or on the first one after a long pause of {n} days or more.',
         'Il apparaît sous la forme `{c}` dans un avis qu’un utilisateur transmet, sous une ligne du genre `host '
         '{d}[192.0.2.25] said:`, le plus souvent au premier message vers une nouvelle adresse, ou au premier après une '
         'pause de {n} jours ou plus.',
         'Aparece como `{c}` en un aviso que reenvía un usuario, debajo de una línea como `host {d}[192.0.2.25] '
         'said:`, casi siempre con el primer mensaje a una dirección nueva, o con el primero tras una pausa de {n} días '
         'o más.')], [
        ('Monitoring programs report `{v}` as a failed probe then, though people who write by hand notice nothing.',
         'Les programmes de surveillance signalent alors `{v}` comme une sonde en échec, bien que ceux qui écrivent à '
         'la main ne remarquent rien.',
         'Los programas de vigilancia informan entonces de `{v}` como una prueba fallida, aunque quien escribe a mano '
         'no nota nada.'),
        ('Libraries raise it as an exception whose text is the whole line, `"<{d}> & more"` included.',
         'Les bibliothèques en font une exception dont le texte est la ligne entière, `"<{d}> & more"` compris.',
         'Las bibliotecas lo convierten en una excepción cuyo texto es la línea entera, `"<{d}> & more"` incluido.'),
        ('Where [{o}](code:{o}) came before it in the same session, the two have one cause.',
         'Si [{o}](code:{o}) est venu avant lui dans la même session, les deux ont une seule cause.',
         'Si [{o}](code:{o}) llegó antes en la misma sesión, los dos tienen una sola causa.')]),
    'outcome': ([
        ('After `{c}`, the message stays with the side that had it before, and the log of the server keeps `{k}` as '
         'the reason.',
         'Après `{c}`, le message reste du côté où il se trouvait, et le journal du serveur garde `{k}` comme motif.',
         'Tras `{c}`, el mensaje se queda en el lado que ya lo tenía, y el registro del servidor guarda `{k}` como '
         'motivo.'),
        ('After `{c}`, the state of the session is that of the last command, and nothing of `{v}` has been kept.',
         'Après `{c}`, l’état de la session est celui de la dernière commande, et rien de `{v}` n’a été conservé.',
         'Tras `{c}`, el estado de la sesión es el del último comando, y no se ha guardado nada de `{v}`.')], [
        ('Whoever sent it learns of it from its own server.',
         'L’expéditeur l’apprend de son propre serveur.',
         'Quien lo envió se entera por su propio servidor.'),
        ('Other recipients of the message are not concerned.',
         'Les autres destinataires du message ne sont pas concernés.',
         'A los demás destinatarios del mensaje no les afecta.')]),
    'use': ([
        ('Send `{c}` when your server has a rule such as `{k}` and the text behind the number can name it, so that the '
         'other side need not guess.',
         'Envoyez `{c}` quand votre serveur a une règle telle que `{k}` et que le texte après le nombre peut la nommer, '
         'pour que l’autre côté n’ait pas à deviner.',
         'Envía `{c}` cuando tu servidor tenga una regla como `{k}` y el texto que sigue al número pueda nombrarla, '
         'para que el otro lado no tenga que adivinar.'),
        ('Send `{c}` only in answer to `{v}`, and choose [{o}](code:{o}) where the same holds for every command of the '
         'session and not for this one.',
         'N’envoyez `{c}` qu’en réponse à `{v}`, et choisissez [{o}](code:{o}) là où cela vaut pour toute commande de '
         'la session et non pour celle-ci.',
         'Envía `{c}` solo como respuesta a `{v}`, y elige [{o}](code:{o}) cuando lo mismo valga para todos los '
         'comandos de la sesión y no para este.')], [
        ('When you receive it, keep the whole line, with its date and the name of the host, before you change any '
         'setting~— without it nobody can help you.',
         'Quand vous le recevez, gardez la ligne entière, avec sa date et le nom de l’hôte, avant de changer le moindre '
         'réglage~— sans elle, personne ne pourra vous aider.',
         'Cuando lo recibas, guarda la línea entera, con su fecha y el nombre del equipo, antes de cambiar ningún '
         'ajuste: sin ella nadie podrá ayudarte.'),
        ('When you receive it, compare the words with those of [the registry](https://www.example.org/codes?c={c}&x=1) '
         'and act on what they say, not on the number alone.',
         'Quand vous le recevez, comparez le texte avec celui du [registre](https://www.example.org/codes?c={c}&x=1) et '
         'agissez selon ce qu’il dit, non selon le seul nombre.',
         'Cuando lo recibas, compara las palabras con las del [registro](https://www.example.org/codes?c={c}&x=1) y '
         'actúa según lo que dicen, no solo según el número.')]),
    'caveat': ([
        ('The number alone does not tell who decided: some products send `{c}` for spam verdicts, others for a full '
         'disk, and a few for `{k}` whatever the cause was.',
         'Le nombre seul ne dit pas qui a tranché~: certains produits envoient `{c}` pour un verdict de spam, d’autres '
         'pour un disque plein, et quelques-uns pour `{k}`, quelle que soit la cause.',
         'El número por sí solo no dice quién decidió: unos productos envían `{c}` por un veredicto de spam, otros por '
         'un disco lleno, y algunos por `{k}` sea cual sea la causa.'),
        ('Do not take `{c}` for a statement about the mailbox, since a host behind a filter passes on what the filter '
         'said, `O\'Hara <o.hara@example.org>` and all.',
         'Ne prenez pas `{c}` pour une affirmation sur la boîte aux lettres~: un hôte placé derrière un filtre transmet '
         'ce que le filtre a dit, y compris `O\'Hara <o.hara@example.org>`.',
         'No tomes `{c}` por una afirmación sobre el buzón: un equipo que está detrás de un filtro transmite lo que '
         'dijo el filtro, incluido `O\'Hara <o.hara@example.org>`.')], [
        ('Look for a finer code in the line, and at what [{o}](code:{o}) means on that host, before anybody is told '
         'that the address is wrong.',
         'Cherchez un code plus précis dans la ligne, et ce que [{o}](code:{o}) signifie sur cet hôte, avant de dire à '
         'quelqu’un que l’adresse est fausse.',
         'Busca un código más preciso en la línea, y lo que [{o}](code:{o}) significa en ese equipo, antes de decirle a '
         'nadie que la dirección está mal.'),
        ('An old list on the web may well explain it differently, for *one* product and *one* release of it.',
         'Une vieille liste sur le web l’expliquera peut-être autrement, pour *un* produit et *une* version.',
         'Puede que una lista antigua de la web lo explique de otro modo, para *un* producto y *una* versión.')]),
    'origin': ([
        ('No standard defines `{c}`, but programs that were written before the registry existed send it for `{k}`, and '
         'some gateways have kept it for their customers’ sake.',
         'Aucune norme ne définit `{c}`, mais des programmes antérieurs au registre l’envoient pour `{k}`, et quelques '
         'passerelles l’ont gardé pour leurs clients.',
         'Ninguna norma define `{c}`, pero programas anteriores al registro lo envían por `{k}`, y algunas pasarelas lo '
         'han conservado por sus clientes.')], [
        ('A server that is set up today has [{o}](code:{o}) for the same thing, with a finer code that says which rule '
         'it was.',
         'Un serveur installé aujourd’hui a [{o}](code:{o}) pour la même chose, avec un code plus précis qui dit de '
         'quelle règle il s’agit.',
         'Un servidor que se instala hoy tiene [{o}](code:{o}) para lo mismo, con un código más preciso que dice de qué '
         'regla se trata.'),
        ('Where you meet it, the line names the product, as in `{d} <{k}>`, and its manual tells what it stands for.',
         'Là où vous le rencontrez, la ligne nomme le produit, comme dans `{d} <{k}>`, et son manuel dit ce qu’il '
         'représente.',
         'Donde lo encuentres, la línea nombra el producto, como en `{d} <{k}>`, y su manual dice qué representa.')]),
    'nobody': ([
        ('Nothing has to be done about `{c}`: the two servers go on by themselves, and the next line of the session, '
         'mostly the answer to `{v}`, tells how it went.',
         'Il n’y a rien à faire pour `{c}`~: les deux serveurs continuent d’eux-mêmes, et la ligne suivante de la '
         'session, le plus souvent la réponse à `{v}`, dit ce qu’il en est.',
         'No hay nada que hacer con `{c}`: los dos servidores siguen por sí solos, y la línea siguiente de la sesión, '
         'casi siempre la respuesta a `{v}`, dice cómo fue.')], [
        ('Whoever writes a client takes care that it reads the whole reply, all of its lines.',
         'Qui écrit un client veille à ce qu’il lise la réponse entière, toutes ses lignes.',
         'Quien escribe un cliente se cuida de que lea la respuesta entera, todas sus líneas.')]),
    'sender': ([
        ('Look at the address letter by letter, above all behind the `@`, and at the date of the bounce with `{c}`: '
         'what was refused yesterday may be taken today.',
         'Regardez l’adresse lettre par lettre, surtout après le `@`, et la date de l’avis portant `{c}`~: ce qui a été '
         'refusé hier sera peut-être accepté aujourd’hui.',
         'Mira la dirección letra por letra, sobre todo detrás de la `@`, y la fecha del aviso con `{c}`: lo que ayer '
         'se rechazó quizá hoy se acepte.')], [
        ('If the words name `{k}`, hand the whole bounce to your administrator and do not send again by hand.',
         'Si le texte nomme `{k}`, remettez l’avis complet à votre administrateur et ne renvoyez rien à la main.',
         'Si las palabras nombran `{k}`, entrega el aviso completo a tu administrador y no vuelvas a enviar a mano.'),
        ('Ask the other person by telephone whether the mailbox still exists and has room for {n} MB.',
         'Demandez à l’autre personne, par téléphone, si la boîte existe toujours et s’il y reste {n} Mo.',
         'Pregunta a la otra persona por teléfono si el buzón sigue existiendo y si le quedan {n} MB.')]),
    'recipient': ([
        ('If somebody tells you of a `{c}`, see whether your mailbox has room, is not suspended, and whether a rule '
         'of yours such as `{k}` sends mail away.',
         'Si quelqu’un vous parle d’un `{c}`, vérifiez que votre boîte a de la place, qu’elle n’est pas suspendue, et '
         'qu’aucune de vos règles, comme `{k}`, n’écarte le courrier.',
         'Si alguien te habla de un `{c}`, comprueba que tu buzón tiene espacio, que no está suspendido y que ninguna '
         'regla tuya, como `{k}`, aparta el correo.')], [
        ('Send your provider the bounce as it came, with its date.',
         'Envoyez à votre fournisseur l’avis tel quel, avec sa date.',
         'Envía a tu proveedor el aviso tal como llegó, con su fecha.')]),
    'sending-admin': ([
        ('Find the line with `{c}` in your log, and the enhanced code behind it, and compare how many sessions you '
         'have open to `{d}` with what its operators publish.',
         'Retrouvez la ligne avec `{c}` dans vos journaux, et le code étendu qui la suit, puis comparez le nombre de '
         'vos sessions ouvertes vers `{d}` avec ce que publient ses exploitants.',
         'Busca la línea con `{c}` en tu registro, y el código ampliado que la sigue, y compara cuántas sesiones tienes '
         'abiertas con `{d}` con lo que publican sus operadores.')], [
        ('Lower the rate to {n} messages a minute, then check SPF, DKIM and the reverse DNS, as [{o}](code:{o}) asks '
         'for too.',
         'Abaissez le débit à {n} messages par minute, puis vérifiez SPF, DKIM et le DNS inverse, comme le demande '
         'aussi [{o}](code:{o}).',
         'Baja el ritmo a {n} mensajes por minuto, y revisa SPF, DKIM y el DNS inverso, como pide también '
         '[{o}](code:{o}).'),
        ('Set the limit of retries for this host to {n} hours, and say so in `transport <{d}>` of your settings.',
         'Fixez la limite des nouvelles tentatives pour cet hôte à {n} heures, et indiquez-le dans `transport <{d}>` de '
         'vos réglages.',
         'Pon el límite de reintentos para este equipo en {n} horas, e indícalo en `transport <{d}>` de tus ajustes.')]),
    'receiving-admin': ([
        ('Look up which rule fired, in the log of the filter and not in that of the server: `{c}` is what its line '
         '`{k}` was turned into on the way out.',
         'Cherchez quelle règle s’est déclenchée, dans le journal du filtre et non dans celui du serveur~: `{c}` est ce '
         'que sa ligne `{k}` est devenue en sortie.',
         'Mira qué regla se activó, en el registro del filtro y no en el del servidor: `{c}` es aquello en que se '
         'convirtió su línea `{k}` al salir.')], [
        ('Answer with an enhanced code that tells the cases apart, and use [{o}](code:{o}) for what may change by '
         'itself.',
         'Répondez avec un code étendu qui distingue les cas, et réservez [{o}](code:{o}) à ce qui peut s’arranger '
         'tout seul.',
         'Responde con un código ampliado que distinga los casos, y deja [{o}](code:{o}) para lo que pueda arreglarse '
         'solo.'),
        ('See that the disk of the queue has {n} GB left, and that `"{k}"` is quoted in the settings.',
         'Vérifiez qu’il reste {n} Go sur le disque de la file, et que `"{k}"` est bien entre guillemets dans les '
         'réglages.',
         'Comprueba que al disco de la cola le quedan {n} GB, y que `"{k}"` está entre comillas en los ajustes.')]),
    'means': ([
        ('The sender of this line has met `{k}` and wants the queue to wait {n} minutes before it comes again.',
         'L’émetteur de cette ligne a rencontré `{k}` et veut que la file attende {n} minutes avant de revenir.',
         'El emisor de esta línea ha topado con `{k}` y quiere que la cola espere {n} minutos antes de volver.'),
        ('Here `{c}` stands for a policy of that house, `{k}`, and not for anything that the message did.',
         'Ici, `{c}` traduit une politique de la maison, `{k}`, et non un défaut du message.',
         'Aquí `{c}` responde a una política de la casa, `{k}`, y no a nada que hiciera el mensaje.')], [
        ('Its help page has a form for those who think it wrong.',
         'Sa page d’aide propose un formulaire à qui pense que c’est une erreur.',
         'Su página de ayuda tiene un formulario para quien crea que es un error.'),
        ('Nothing has to be changed on your side.',
         'Rien n’est à changer de votre côté.',
         'No hay que cambiar nada por tu parte.')]),
    'verdict': ([
        ('`{c}` leaves the choice to the sending server, whereas `{o}` takes it away: with the first the message stays '
         'in the queue, with the second it comes back.',
         '`{c}` laisse le choix au serveur d’envoi, alors que `{o}` le lui retire~: avec le premier, le message reste '
         'dans la file, avec le second, il revient.',
         '`{c}` deja la elección al servidor de envío, mientras que `{o}` se la quita: con el primero el mensaje sigue '
         'en la cola, con el segundo vuelve.'),
        ('Read `{c}` as a word about the session and `{o}` as a word about the message: the first passes, the second '
         'concerns this message alone.',
         'Lisez `{c}` comme un mot sur la session et `{o}` comme un mot sur le message~: le premier passe, le second ne '
         'touche que ce message.',
         'Lee `{c}` como una palabra sobre la sesión y `{o}` como una palabra sobre el mensaje: lo primero pasa, lo '
         'segundo afecta solo a este mensaje.')], [
        ('Where a log has both, the later one counts, and the operator of the host can say which rule it was.',
         'Si un journal contient les deux, c’est le dernier qui compte, et l’exploitant de l’hôte peut dire de quelle '
         'règle il s’agit.',
         'Si un registro tiene los dos, cuenta el último, y el operador del equipo puede decir qué regla fue.')]),
}
