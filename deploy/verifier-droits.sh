#!/bin/sh
# Dit ce qui, dans /etc/telegestion, est lisible par plus de monde qu'il ne faut, ou ne l'est pas par le service ; et la commande
# qui le répare. Ne change rien. À lancer par root, après l'installation et après chaque changement de clé.
set -eu
: "${ETC:=/etc/telegestion}"
: "${COMPTE:=telegestion}"
: "${ADMIN:=root}"
: "${JETON:=/etc/prometheus/telegestion.jeton}"
fautes=0

# Un chemin comme un terminal le relit, tel quel s'il n'a rien de particulier : ce qui est dit se recopie et se lance.
citer() {
  case $1 in
    *[!A-Za-z0-9_./:@%+=,-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
  esac
}
tenir() { # fichier propriétaire groupe droits
  if [ ! -e "$1" ]; then
    printf '%s manque\n' "$1"
  elif [ "$(stat -L -c '%U:%G %a' "$1")" = "$2:$3 $4" ]; then
    return 0
  else
    printf '%s : %s au lieu de %s → chown %s %s && chmod %s %s\n' "$1" "$(stat -L -c '%U:%G %a' "$1")" "$2:$3 $4" "$2:$3" "$(citer "$1")" "$4" "$(citer "$1")"
  fi
  fautes=$((fautes + 1))
}
# Comme systemd la lit : les guillemets ou les apostrophes qui l'entourent n'en sont pas.
reglage() { sed -n "s/^$1=//p" "$ETC/environnement" 2>/dev/null | tail -n 1 | sed -e 's/^"\(.*\)"$/\1/' -e t -e "s/^'\(.*\)'\$/\1/"; }

# Le service le traverse pour lire ses clés SFTP ; systemd et nginx lisent le reste en root.
tenir "$ETC" "$ADMIN" "$COMPTE" 750
tenir "$ETC/environnement" "$ADMIN" "$ADMIN" 600
tenir "$ETC/tls" "$ADMIN" "$ADMIN" 700
for cle in "$ETC"/tls/*.cle; do
  [ ! -e "$cle" ] || tenir "$cle" "$ADMIN" "$ADMIN" 600
done
for nom in DASES_SFTP_CLE MILLESIME_SFTP_CLE; do
  cle=$(reglage "$nom")
  [ -z "$cle" ] || tenir "$cle" "$COMPTE" "$COMPTE" 600
done
# Celui qui collecte, et lui seul, lit le jeton de /metrics.
[ ! -e "$JETON" ] || tenir "$JETON" prometheus prometheus 600

[ "$fautes" = 0 ] || exit 1
echo 'droits : bons'
