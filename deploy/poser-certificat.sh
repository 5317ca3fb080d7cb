#!/bin/sh
# Pose là où nginx le lit un certificat que certbot vient d'obtenir ou de renouveler, puis le fait relire. À donner à certbot :
#   --deploy-hook 'sh /opt/telegestion/courante/deploy/poser-certificat.sh'
# AUTRES=10.0.0.3 : chaque autre machine qui présente les mêmes, où root entre par sa clé SSH ; elles les reçoivent, et les font relire.
# Il dit dans RENEWED_LINEAGE le dossier du certificat, dont le nom (--cert-name) est celui des fichiers : extranet, svi.
set -eu
: "${RENEWED_LINEAGE:?lancé par certbot, qui dit le dossier du certificat}"
: "${TLS:=/etc/telegestion/tls}"
: "${RELIRE:=systemctl reload nginx}"
: "${NGINX:=nginx}"
: "${AUTRES:=}"
: "${SSH:=ssh -o BatchMode=yes}"
nom=${RENEWED_LINEAGE##*/}
[ -e "$TLS/$nom.pem" ] || { echo "$TLS/$nom.pem n’existe pas : certbot --cert-name extranet, ou svi." >&2; exit 1; }
install -m 0600 "$RENEWED_LINEAGE/privkey.pem" "$TLS/.$nom.cle"
install -m 0644 "$RENEWED_LINEAGE/fullchain.pem" "$TLS/.$nom.pem"
mv "$TLS/.$nom.cle" "$TLS/$nom.cle"
mv "$TLS/.$nom.pem" "$TLS/$nom.pem"
$NGINX -t
$RELIRE
rate=
for autre in $AUTRES; do
  tar -C "$TLS" -cf - "$nom.cle" "$nom.pem" | $SSH "$autre" "tar -C '$TLS' -xpf - && $NGINX -t && $RELIRE" || {
    echo "$autre : le certificat « $nom » n’y est pas posé, elle présente encore l’ancien. Corriger, puis : RENEWED_LINEAGE=$RENEWED_LINEAGE AUTRES=$autre sh $0" >&2
    rate=1
  }
done
[ -z "$rate" ]
