#!/bin/sh
# Passe d'une version à une autre sans perdre un appel ; revient seul à la précédente si la nouvelle ne démarre pas.
#
#   sh mise-a-jour.sh <version>     /opt/telegestion/versions/<version> est déjà là, installée et construite
#   sh mise-a-jour.sh --retour      revient à la version d'avant
#   sh mise-a-jour.sh --redemarrer  relance la même, un processus après l'autre : Node mis à jour, réglage changé
#
# SANS_SERVEUR=oui : cette machine ne porte que des SVI ; le serveur, qui est ailleurs, n'y est ni regardé ni démarré.
#
# Un travailleur du SVI à la fois : l'autre prend les appels. Puis le serveur ; les postes gardent leurs saisies et les
# renvoient. Les processus lancés tournent depuis leur propre dossier : changer le lien ne les touche pas.
set -eu
: "${RACINE:=/opt/telegestion}"
: "${PORTS_SVI:=4000 4001}"
: "${PORT_SERVEUR:=3000}"
: "${PATIENCE_S:=90}"
: "${PATIENCE_RETOUR_S:=180}"
# Reçoit le nom d'une unité, revient quand l'ancien processus est mort et le nouveau lancé.
: "${REDEMARRER:=systemctl restart}"
[ "${SANS_SERVEUR:-non}" != oui ] || PORT_SERVEUR=
demande=${1:?version à mettre en service, ou --retour, ou --redemarrer}
# Le terminal peut être parti : ne plus rien pouvoir dire n'empêche pas de finir.
dire() { printf '%s %s\n' "$(date +%H:%M:%S)" "$1" || :; }
refuser() { printf '%s\n' "$1" >&2; exit 1; }

sain() { curl --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:$1/sante"; }
attendre() { # port [patience]
  reste=${2:-$PATIENCE_S}
  while [ "$reste" -gt 0 ]; do
    sain "$1" && return 0
    sleep 1
    reste=$((reste - 1))
  done
  return 1
}
pointer() { # lien cible
  ln -s "$2" "$RACINE/.$1.neuf.$$"
  mv -T "$RACINE/.$1.neuf.$$" "$RACINE/$1"
}

[ -L "$RACINE/courante" ] || refuser "$RACINE/courante n’est pas un lien : installation inattendue, rien n’est changé."
actuelle=$(readlink "$RACINE/courante")
if [ "$demande" = --retour ]; then
  [ -L "$RACINE/precedente" ] ||
    refuser "Aucune version précédente notée : rien n’est changé. « sh mise-a-jour.sh <version> » en met une autre en service ; ici : $(ls "$RACINE/versions" | tr '\n' ' ')"
  nouvelle=$(readlink "$RACINE/precedente")
elif [ "$demande" = --redemarrer ]; then
  nouvelle=$actuelle
else
  nouvelle=versions/$demande
fi
[ "$nouvelle" != "$actuelle" ] || [ "$demande" = --redemarrer ] ||
  refuser "La version $nouvelle est déjà en service ; « sh mise-a-jour.sh --redemarrer » relance ses processus, sans couper le téléphone."
for f in bin/telegestion node_modules app/out; do
  [ -e "$RACINE/$nouvelle/$f" ] || refuser "$RACINE/$nouvelle/$f manque : npm ci, npm run build, puis recommencer."
done
# Sans le second travailleur, arrêter le premier serait couper le téléphone. On revient, ou l'on relance, justement parce que l'un d'eux
# va mal, ou avant la première sauvegarde de la version qui déçoit : le malade passe alors le premier, et rien d'autre n'est exigé.
versNouvelle=oui
case $demande in --retour | --redemarrer) versNouvelle=non ;; esac
bons=
malades=
for port in $PORTS_SVI; do
  if sain "$port"; then
    bons="$bons $port"
  else
    [ $versNouvelle = non ] || refuser "Le SVI du port $port ne va pas bien : le remettre en état d’abord (docs/runbooks/svi.md)."
    malades="$malades $port"
  fi
done
if [ $versNouvelle = oui ] && [ -n "$PORT_SERVEUR" ] && [ "${SANS_SAUVEGARDE:-non}" != oui ]; then
  curl --silent --max-time 5 "http://127.0.0.1:$PORT_SERVEUR/sante" | grep -q '"sauvegarde":{"etat":"ok"' ||
    refuser "La dernière sauvegarde n’est pas bonne (docs/runbooks/restauration.md) ; SANS_SAUVEGARDE=oui passe outre."
fi
# Ce que la nouvelle exige de plus se dit avant d'arrêter qui que ce soit : le serveur ne reviendrait à l'ancienne qu'après sa patience.
if [ $versNouvelle = oui ] && [ -e "$RACINE/$nouvelle/deploy/telegestion.sh" ]; then
  jugement=$(RACINE="$RACINE/$nouvelle" sh "$RACINE/$nouvelle/deploy/telegestion.sh" servir --reglages 2>&1) ||
    case $jugement in
      # Une version d'avant ne sait pas le dire : elle démarrera, ou reviendra.
      *'Réglages à corriger'*) refuser "$jugement
La version $nouvelle ne démarrerait pas : corriger /etc/telegestion/environnement, puis recommencer ; rien n’est changé." ;;
    esac
fi

if [ "$demande" = --redemarrer ]; then
  for port in $malades $bons; do
    $REDEMARRER "telegestion-svi@$port" && attendre "$port" ||
      refuser "Le SVI du port $port ne redémarre pas, l’autre n’a pas été touché : journalctl -u telegestion-svi@$port -n 20 dit pourquoi."
    dire "SVI du port $port : prêt"
  done
  [ -n "$PORT_SERVEUR" ] || exit 0
  $REDEMARRER telegestion && attendre "$PORT_SERVEUR" || refuser "Le serveur ne redémarre pas : journalctl -u telegestion -n 20 dit pourquoi."
  dire "serveur : prêt"
  exit 0
fi

revenir() { # ce qui a été redémarré
  set +e
  trap '' HUP INT TERM
  dire "$1 : retour à $actuelle"
  pointer courante "$actuelle"
  for unite in $faites; do $REDEMARRER "$unite"; done
  for port in $PORTS_SVI $PORT_SERVEUR; do attendre "$port" "$PATIENCE_RETOUR_S" || dire "ATTENTION : le port $port ne répond pas"; done
  exit 1
}

dire "de $actuelle à $nouvelle"
faites=
# Interrompu (connexion coupée, Ctrl-C), il ne laisse pas deux versions à la fois.
trap 'revenir interrompu' HUP INT TERM
pointer courante "$nouvelle"
for port in $malades $bons; do
  faites="$faites telegestion-svi@$port"
  $REDEMARRER "telegestion-svi@$port" && attendre "$port" || revenir "le SVI du port $port ne démarre pas"
  dire "SVI du port $port : prêt"
done
if [ -n "$PORT_SERVEUR" ]; then
  faites="$faites telegestion"
  $REDEMARRER telegestion && attendre "$PORT_SERVEUR" || revenir "le serveur ne démarre pas"
  dire "serveur : prêt"
fi
trap '' HUP INT TERM
pointer precedente "$actuelle"
dire "fait ; pour revenir : sh mise-a-jour.sh --retour"
