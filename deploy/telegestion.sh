#!/bin/sh
# Une commande du produit lancée comme le service : son compte, son environnement, son dossier. Lancée en root elle laisserait des
# fichiers que le service ne peut plus lire. À installer : /usr/local/bin/telegestion.
set -eu
: "${ENVIRONNEMENT:=/etc/telegestion/environnement}"
: "${RACINE:=/opt/telegestion/courante}"
: "${COMPTE:=telegestion}"
: "${NODE:=/usr/bin/node}"
: "${DATA_DIR:=/var/lib/telegestion/serveur}"
[ -r "$ENVIRONNEMENT" ] || { echo "$ENVIRONNEMENT ne se lit pas : lancer cette commande par root (sudo telegestion …)." >&2; exit 1; }
# Comme systemd : une ligne, une valeur, sans rien interpréter. Ce que l'appelant donne l'emporte (une ancienne clé, un autre dossier).
while IFS= read -r ligne || [ -n "$ligne" ]; do
  case $ligne in
    [A-Z]*=*)
      nom=${ligne%%=*} valeur=${ligne#*=}
      case $valeur in \"*\") valeur=${valeur#\"} valeur=${valeur%\"} ;; esac
      printenv "$nom" > /dev/null || export "$nom=$valeur"
      ;;
  esac
done < "$ENVIRONNEMENT"
export DATA_DIR
umask 077
cd "$RACINE"
if [ "$(id -un)" = "$COMPTE" ]; then exec "$NODE" bin/telegestion "$@"; fi
exec runuser -u "$COMPTE" -- "$NODE" bin/telegestion "$@"
