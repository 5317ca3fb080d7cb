#!/bin/sh
# Pose là où nginx le lit un certificat que certbot vient d'obtenir ou de renouveler, puis le fait relire. À donner à certbot :
#   --deploy-hook 'sh /opt/telegestion/courante/deploy/poser-certificat.sh'
# Il dit dans RENEWED_LINEAGE le dossier du certificat, dont le nom (--cert-name) est celui des fichiers : extranet, svi.
set -eu
: "${RENEWED_LINEAGE:?lancé par certbot, qui dit le dossier du certificat}"
: "${TLS:=/etc/telegestion/tls}"
: "${RELIRE:=systemctl reload nginx}"
: "${NGINX:=nginx}"
nom=${RENEWED_LINEAGE##*/}
[ -e "$TLS/$nom.pem" ] || { echo "$TLS/$nom.pem n’existe pas : certbot --cert-name extranet, ou svi." >&2; exit 1; }
install -m 0600 "$RENEWED_LINEAGE/privkey.pem" "$TLS/.$nom.cle"
install -m 0644 "$RENEWED_LINEAGE/fullchain.pem" "$TLS/.$nom.pem"
mv "$TLS/.$nom.cle" "$TLS/$nom.cle"
mv "$TLS/.$nom.pem" "$TLS/$nom.pem"
$NGINX -t
$RELIRE
