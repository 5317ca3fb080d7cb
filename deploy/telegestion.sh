#!/bin/sh
# Une commande du produit lancée comme le service : son compte, son environnement, son dossier. Lancée en root elle laisserait des
# fichiers que le service ne peut plus lire. À installer : /usr/local/bin/telegestion.
set -eu
: "${ENVIRONNEMENT:=/etc/telegestion/environnement}"
: "${RACINE:=/opt/telegestion/courante}"
: "${COMPTE:=telegestion}"
# Celui des unités, quel que soit le chemin de qui lance.
: "${NODE:=$(PATH=/usr/local/bin:/usr/bin command -v node || echo node)}"
: "${DATA_DIR:=/var/lib/telegestion/serveur}"
[ -r "$ENVIRONNEMENT" ] || { echo "$ENVIRONNEMENT ne se lit pas : lancer cette commande par root (sudo telegestion …)." >&2; exit 1; }
# Comme systemd : une ligne, une valeur, sans rien interpréter. Ce que l'appelant donne l'emporte (une ancienne clé, un autre dossier).
while IFS= read -r ligne || [ -n "$ligne" ]; do
  case $ligne in
    [A-Z]*=*)
      nom=${ligne%%=*} valeur=${ligne#*=}
      case $valeur in
        \"*\") valeur=${valeur#\"} valeur=${valeur%\"} ;;
        \'*\') valeur=${valeur#\'} valeur=${valeur%\'} ;;
      esac
      printenv "$nom" > /dev/null || export "$nom=$valeur"
      ;;
  esac
done < "$ENVIRONNEMENT"
export DATA_DIR
umask 077
# « exec » : rien entre qui lance et la commande, qu'un signal atteint donc (runuser, lui, la tuerait deux secondes après).
lancer() { # exec ou rien, puis la commande
  avant=$1
  shift
  if [ "$(id -un)" = "$COMPTE" ]; then $avant "$@"
  else $avant setpriv --reuid="$COMPTE" --regid="$(id -g "$COMPTE")" --init-groups -- "$@"
  fi
}
# Un chemin relatif est celui du terminal ; dans un dossier où le compte du service n'entre pas (/root), rien ne s'y lirait.
lancer '' test -x . || cd "$RACINE"
lancer exec "$NODE" "$RACINE/bin/telegestion" "$@"
