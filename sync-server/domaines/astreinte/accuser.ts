import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Acquittement } from '#shared/contrats/exploitation/alerte';
import type { AAppeler, EtatGarde, MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { lecteurVues } from '#shared/domain/alerte/acquittements';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { direAbsente, direAppels, direIncident, direVisites } from '#shared/domain/veille/texte';
import { dateParis, heureAffichee } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { changer, sansReponse } from '../../store/ecrire';
import { deposerEtNoter } from '../../store/inventaire/actes';
import { lireParametres } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { lireType, plageType } from '../../store/types';
import { ENTREES, tracer } from '../audit';
import { lireAppelsAilleurs } from './appels';
import { type Lectures, ouvrirLectures } from './attentes';
import { idVisiteDe, lireDepartsManquants, lireOuvertes } from './departs';
import { antennesDe, faitsDe, lireAbsenteDepuis, lireFaits, sujetDit } from './incidents';
import { estCertaine, lireIssue } from './issue';
import { estSigne, idDuJeton } from './liens';

// [AL-7] The link of a message, opened on her telephone without a session: what it is about, and « Je m'en occupe », once.

type Ports = { magasin: Magasin; horloge: Horloge };

const FAUX = refuser(
  'LIEN_ASTREINTE',
  'Ce lien n’ouvre rien : il est abîmé, ou il a expiré. Ouvrez celui du dernier message reçu, en entier.',
);

const lireMessage = async ({ magasin, horloge }: Ports, jeton: string): Promise<MessageAstreinte | undefined> => {
  const id = idDuJeton(jeton);
  const m = id === undefined ? undefined : await lireType(magasin, 'message-astreinte', id, {});
  return m && !m.fin && estSigne(m, jeton) && horloge() < m.expireLe ? m : undefined;
};

type Fait = ReturnType<typeof faitsDe>[number];

const lireVu = async (m: Magasin, x: Fait): Promise<Acquittement | undefined> => {
  for (const antenne of antennesDe(x)) {
    const vues = lecteurVues(await plageType(m, 'acquittement', { antenne }, { de: x.depuis }));
    const vu = vues({ _id: x.alerteId, genre: x.genre, instant: x.heure });
    if (vu) return vu;
  }
  return undefined;
};

/** The acknowledgement that its link writes; of many visits, one for each. */
const idPrise = (m: MessageAstreinte, n: number): string =>
  `astreinte-${m._id.split(':')[2] ?? ''}${m.groupe ? `-${n + 1}` : ''}`;

/** Whether it still is a fact. */
const dure = async (
  { magasin: m, horloge }: Ports,
  x: MessageAstreinte,
  { antenne, alerteId, heure, genre, depuis }: Fait,
): Promise<boolean> => {
  const maintenant = horloge();
  const dite = await lireType(m, 'alerte', alerteId, { antenne });
  if (genre !== 'DEPART_EN_RETARD') return dite?.instant === heure;
  const ouvertes = dite ? [] : await lireOuvertes(m, antenne, { ids: [idVisiteDe(depuis, alerteId)] });
  const contexte = { maintenant, parametresAu: lecteurParametres(await lireParametres(m)) };
  const [alerte] = dite ? [dite] : await lireDepartsManquants(m, antenne, ouvertes, { contexte });
  if (alerte?.instant !== heure) return false;
  const { intervenantId } = x;
  const depart = { antenne, alerteId, depuis, heure, intervenantId: alerte.intervenantId ?? intervenantId };
  return (await lireAppelsAilleurs(m, [depart], maintenant))(depart) === undefined;
};

type FaitLu = { n: number; fait: Fait; vu: Acquittement | undefined; dure: boolean };

const lireFaitsDits = (p: Ports, x: MessageAstreinte): Promise<FaitLu[]> =>
  Promise.all(
    faitsDe(x).map(async (fait, n) => ({ n, fait, vu: await lireVu(p.magasin, fait), dure: await dure(p, x, fait) })),
  );
const restentDe = (faits: readonly FaitLu[]): FaitLu[] => faits.filter((f) => f.vu === undefined && f.dure);

type AFaire = { appeler: AAppeler[]; attente?: Instant | undefined };

/** Of the silence, the number that aides call: it is by calling it that one knows. */
const appelerTelephone = async ({ magasin, horloge }: Ports): Promise<AFaire> => {
  const { numeroVert } = lecteurParametres(await lireParametres(magasin))(dateParis(horloge()));
  return { appeler: numeroVert === '' ? [] : [{ qui: 'NUMERO_VERT', numero: numeroVert }] };
};

const appelerPour = async (p: Ports, x: MessageAstreinte, fait: Fait, lectures: Lectures): Promise<AFaire> => {
  if (fait.genre === 'TELEPHONE_MUET') return appelerTelephone(p);
  const faits = await lireFaits(p.magasin, await sujetDit(p.magasin, x, fait), lectures);
  const { attente } = faits;
  const appel = attente === undefined ? '' : `, l’aide a appelé à ${heureAffichee(attente)}`;
  const quand = `${heureAffichee(fait.heure)}${direAbsente(faits.absenteDepuis)}${appel}`;
  const visite = x.groupe ? { visite: `${libelleAntenne(fait.antenne)}, ${quand}` } : {};
  const appeler = (['AIDE', 'USAGER'] as const).flatMap((qui) => {
    const personne = qui === 'AIDE' ? faits.aide : faits.usager;
    return (personne?.numeros ?? []).map((numero) => ({
      qui,
      initiales: personne?.initiales ?? '',
      numero,
      ...visite,
    }));
  });
  return { appeler, attente };
};

const etatDe = async (p: Ports, m: MessageAstreinte): Promise<EtatGarde> => {
  const faits = await lireFaitsDits(p, m);
  const jour = dateParis(p.horloge());
  const restent = restentDe(faits);
  const dits = (restent.length > 0 ? restent : faits).map((f) => f.fait);
  const dit = dits[0] ?? m;
  const quoi =
    m.groupe && dits.length > 1
      ? direVisites(dits, jour)
      : direIncident({ ...dit, absenteDepuis: await lireAbsenteDepuis(p.magasin, dit) }, jour);
  if (m.accuseLe !== undefined) return { etat: 'PRIS', quoi, par: 'VOUS', le: m.accuseLe };
  const lectures = ouvrirLectures(p.magasin);
  const direSi = (attentes: readonly (Instant | undefined)[]): { appel?: string } => {
    const appel = direAppels(attentes, jour);
    return appel === undefined ? {} : { appel };
  };
  if (restent.length > 0) {
    const aFaire = await Promise.all(restent.map((f) => appelerPour(p, m, f.fait, lectures)));
    const appeler = aFaire.flatMap((x) => x.appeler);
    return { etat: 'A_PRENDRE', quoi, ...direSi(aFaire.map((x) => x.attente)), appeler, expireLe: m.expireLe };
  }
  const pris = faits.find((f) => f.vu);
  if (pris?.vu)
    return { etat: 'PRIS', quoi, par: pris.vu.id === idPrise(m, pris.n) ? 'VOUS' : 'AUTRE', le: pris.vu.instant };
  const intervenantId = m.groupe ? undefined : m.intervenantId;
  const issues = await Promise.all(
    faits.map(({ fait }) => lireIssue(p.magasin, { ...fait, intervenantId }, p.horloge(), lectures.attentes)),
  );
  const certain = faits.every(({ fait }, n) => estCertaine(fait, issues[n] ?? { quoi: 'AUTRE' }));
  return { etat: 'FINI', quoi, ...direSi(issues.map((i) => (i.quoi === 'ATTENTE' ? i.instant : undefined))), certain };
};

/** What the link is about. Refusal: LIEN_ASTREINTE, the same words for one that never was and one that has expired. */
export const lireGarde = async (p: Ports, jeton: string): Promise<Resultat<EtatGarde>> => {
  const m = await lireMessage(p, jeton);
  return m ? { ok: true, valeur: await etatDe(p, m) } : FAUX;
};

/** Once, whoever notes it. */
const noterPrise = async ({ magasin }: Ports, m: MessageAstreinte, instant: Instant): Promise<void> => {
  const r = await changer<MessageAstreinte>(magasin, BASE_CENTRALE, m._id, (la) =>
    la.accuseLe === undefined ? { ...la, accuseLe: instant } : undefined,
  );
  if ('ecrit' in r)
    await tracer(magasin, { instant, auteur: `${m.nom} (astreinte)`, ...ENTREES.ASTREINTE.ecrire.accusee(m) });
};

/** Of messages whose incident is seen: those by whose link it was, and that a stop has kept from saying so. */
export const reprendrePrises = async (p: Ports, messages: readonly MessageAstreinte[]): Promise<void> => {
  for (const m of messages) {
    if (m.fin || m.accuseLe !== undefined) continue;
    const siens = await Promise.all(faitsDe(m).map((fait) => lireVu(p.magasin, fait)));
    const vu = siens.find((v, n) => v?.id === idPrise(m, n));
    if (vu) await noterPrise(p, m, vu.instant);
  }
};

/**
 * She takes it: the alert is seen, on every screen of the antenna, and nobody else is told. Once: the link then only says so. What was
 * taken by another meanwhile, or is over, stays as it is.
 */
export const prendreGarde = async (p: Ports, jeton: string): Promise<Resultat<EtatGarde>> => {
  const m = await lireMessage(p, jeton);
  if (!m) return FAUX;
  const etat = await etatDe(p, m);
  if (etat.etat !== 'A_PRENDRE') return { ok: true, valeur: etat };
  const instant = p.horloge();
  for (const { n, fait } of restentDe(await lireFaitsDits(p, m))) {
    const id = idPrise(m, n);
    for (const antenne of antennesDe(fait)) {
      const vu: Acquittement = {
        ...{ _id: `acquittement:${fait.depuis}:${id}`, type: 'acquittement', id, date: fait.depuis, antenne },
        ...{ auteur: `${m.nom} (astreinte)`.slice(0, 80), instant, poste: 'astreinte', alerteId: fait.alerteId },
      };
      // The same one, whatever restarts between.
      sansReponse(await deposerEtNoter(p.magasin, baseAntenne(antenne), [vu]));
    }
  }
  await noterPrise(p, m, instant);
  const { appel } = etat;
  const dit = { quoi: etat.quoi, ...(appel === undefined ? {} : { appel }) };
  return { ok: true, valeur: { etat: 'PRIS', ...dit, par: 'VOUS', le: instant } };
};
