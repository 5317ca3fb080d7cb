import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Compte } from '#shared/contrats/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import {
  type AcquittementVersion,
  NOTE_COURANTE,
  NOTES,
  type Note,
  type Nouveautes,
  type RegistreVersions,
} from '#shared/contrats/nouveautes';
import { tracer } from '../adapters/depot/audit';
import type { Courrier } from '../ports/courriel';
import { type AccesMagasin, ecrireLot, lirePlage, lireUn, plageDuType } from '../ports/documents';
import type { Horloge } from '../ports/horloge';

type Ports = { magasin: AccesMagasin; horloge: Horloge };

const TYPE = 'acquittement-version';
const idAcquittement = (version: string, identifiant: string): string => `${TYPE}:${version}:${identifiant}`;
const lireAcquittements = (m: AccesMagasin, version: string) => {
  const debut = `${TYPE}:${version}:`;
  return lirePlage<AcquittementVersion>(m, BASE_CENTRALE, { debut, fin: `${debut}\uffff` });
};

/** The notes of each version, and which this account has acknowledged. */
export const lireNouveautes = async (m: AccesMagasin, identifiant: string): Promise<Nouveautes> => {
  const lus = await Promise.all(
    NOTES.map((n) => lireUn<AcquittementVersion>(m, BASE_CENTRALE, idAcquittement(n.version, identifiant))),
  );
  return { notes: [...NOTES], acquittees: Object.fromEntries(lus.flatMap((a) => (a ? [[a.version, a.instant]] : []))) };
};

/** Once and for all: said again, it keeps its first instant. Refusal: VERSION_INCONNUE. */
export const acquitterVersion = async (
  p: Ports,
  c: { identifiant: string; version: string },
): Promise<Resultat<Nouveautes>> => {
  if (!NOTES.some((n) => n.version === c.version))
    return refuser('VERSION_INCONNUE', 'Cette version n’est pas au registre. Rechargez la page.');
  const instant = p.horloge();
  const doc: AcquittementVersion = {
    _id: idAcquittement(c.version, c.identifiant),
    type: TYPE,
    version: c.version,
    identifiant: c.identifiant,
    instant,
  };
  const [ligne] = await ecrireLot(p.magasin, BASE_CENTRALE, [doc]);
  if (ligne?.erreur === undefined)
    await tracer(p.magasin, { instant, auteur: c.identifiant, action: 'NOUVEAUTES', objet: `version ${c.version}` });
  else if (ligne.erreur !== 'conflict') throw new Error(`acquittement non écrit (${ligne.erreur})`);
  return { ok: true, valeur: await lireNouveautes(p.magasin, c.identifiant) };
};

const comptesActifs = async (m: AccesMagasin): Promise<Compte[]> =>
  (await lirePlage<Compte>(m, BASE_CENTRALE, plageDuType('compte'))).filter((c) => c.actif);

/** Of the version in service: who has acknowledged it, and who has not. */
export const lireRegistreVersions = async (m: AccesMagasin): Promise<RegistreVersions> => {
  const { version } = NOTE_COURANTE;
  const [comptes, acquittements] = await Promise.all([comptesActifs(m), lireAcquittements(m, version)]);
  const parCompte = new Map(acquittements.map((a) => [a.identifiant, a.instant]));
  return {
    version,
    comptes: comptes.map(({ identifiant, nom, role }) => {
      const acquitteeLe = parCompte.get(identifiant);
      return { identifiant, nom, role, ...(acquitteeLe === undefined ? {} : { acquitteeLe }) };
    }),
  };
};

const composer = (n: Note, extranet: string): { sujet: string; texte: string } => ({
  sujet: `Télégestion : version ${n.version}, ${n.titre}`,
  texte: [
    'Bonjour,',
    '',
    `La version ${n.version} de la télégestion est en service. Ce qui change :`,
    '',
    ...n.points.map((p) => `- ${p.sujet} : ${p.texte}`),
    '',
    `Lisez-la et dites que vous l’avez lue : ${extranet}/nouveautes/`,
  ].join('\n'),
});

/**
 * Mails the version in service to every active account that has an address: once, each in a mail of its own. Interrupted, it
 * begins again, and the keys of the mails keep any from leaving twice; with no mail server it waits for one.
 */
export const annoncerVersion = async (
  p: Ports & { courrier: Pick<Courrier, 'envoyer'>; extranet: () => string },
  n: Note = NOTE_COURANTE,
): Promise<number> => {
  const marque = `annonce-version:${n.version}`;
  if (await lireUn(p.magasin, BASE_CENTRALE, marque)) return 0;
  const comptes = (await comptesActifs(p.magasin)).flatMap(({ identifiant, courriel }) =>
    courriel === undefined ? [] : [{ identifiant, courriel }],
  );
  let envoyes = 0;
  for (const { identifiant, courriel } of comptes) {
    const cle = `${n.date}T00:00:00Z:version-${n.version}-${identifiant}`;
    const r = await p.courrier.envoyer({ a: [courriel], ...composer(n, p.extranet()), cle });
    if (!r.ok && r.refus.code === 'COURRIEL_NON_REGLE') return 0;
    // An address that is no longer one must not keep the others from being told.
    if (r.ok) envoyes += 1;
  }
  // A service without accounts yet is not one that was told.
  if (comptes.length > 0)
    await ecrireLot(p.magasin, BASE_CENTRALE, [
      { _id: marque, type: 'annonce-version', version: n.version, instant: p.horloge(), envoyes },
    ]);
  return envoyes;
};
