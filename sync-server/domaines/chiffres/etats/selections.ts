import { ulid } from 'ulid';
import type { Session } from '#shared/contrats/acces/compte';
import type {
  SaisieSelection,
  SelectionEtat,
  SelectionMontree,
  SelectionsMontrees,
} from '#shared/contrats/chiffres/selection-etat';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE, idCompte, idSelectionEtat } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { ETATS } from '#shared/etats/registre';
import type { Horloge } from '../../../ports/horloge';
import { deposerLot, enConflit, supprimerLot } from '../../../store/ecrire';
import type { Magasin, Stocke } from '../../../store/lire';
import { clesType, lireType, plageType } from '../../../store/types';

export type PortsSelections = { magasin: Magasin; horloge: Horloge };

/** One account keeps no more. */
const SELECTIONS_MAX = 60;

const etendueDe = (identifiant: string) => {
  const de = idSelectionEtat(identifiant, '').slice('selection-etat:'.length);
  return { de, a: de };
};

const INCONNUE = refuser('SELECTION_INCONNUE', 'Cet état gardé n’existe plus : rouvrez la liste de vos états.');
const CONFLIT = refuser('CONFLIT', 'Cet état gardé vient de changer : relisez la liste, puis recommencez.');

/** [CL-1] Whether an account may still read what a selection asks for. */
export const peutLire = (
  porteur: Pick<Session, 'role' | 'antennes'>,
  antenne: SaisieSelection['demande']['antenne'],
) => {
  const siennes = antennesDe(porteur);
  return (antenne === 'TOUTES' ? codesAntennes() : [antenne]).every((a) => siennes.includes(a));
};

/** What the outbox says of a mail; after thirty days it says nothing any more, and the mail had left. */
type EnBoite = { etat: 'PREPARE' | 'ENVOYE' | 'REFUSE'; raison?: string };

export const lireCourriels = (m: Magasin, ids: readonly string[]): Promise<(Stocke<EnBoite> | undefined)[]> =>
  clesType(m, 'courriel', ids, {});

const montrer = (s: SelectionEtat, courriel: EnBoite | undefined): SelectionMontree => {
  const { id, nom, demande, periode, rythme, envoi, empeche } = s;
  const dernier: SelectionMontree['dernier'] =
    empeche && (!envoi || empeche.du >= envoi.du)
      ? { du: empeche.du, etat: 'EMPECHE', essai: 0, raison: empeche.message }
      : envoi && {
          du: envoi.du,
          essai: envoi.essai,
          etat: courriel?.etat ?? 'ENVOYE',
          ...(courriel?.raison === undefined ? {} : { raison: courriel.raison }),
        };
  return { id, nom, demande, periode, ...(rythme ? { rythme } : {}), ...(dernier ? { dernier } : {}) };
};

export const lireSelections = (m: Magasin, identifiant: string): Promise<Stocke<SelectionEtat>[]> =>
  plageType(m, 'selection-etat', {}, etendueDe(identifiant));

/** One's own selections, oldest first, and what became of their mails. */
export const listerSelections = async (m: Magasin, identifiant: string): Promise<SelectionsMontrees> => {
  const [docs, compte] = await Promise.all([
    lireSelections(m, identifiant),
    lireType(m, 'compte', idCompte(identifiant), {}),
  ]);
  const courriels = await lireCourriels(
    m,
    docs.map((d) => d.envoi?.courriel ?? ''),
  );
  return {
    selections: docs.map((d, i) => montrer(d, courriels[i])),
    ...(compte?.courriel === undefined ? {} : { courriel: compte.courriel }),
  };
};

const juger = async (m: Magasin, session: Session, saisie: SaisieSelection): Promise<Resultat<true>> => {
  if (!ETATS.some((e) => e.id === saisie.demande.etat))
    return refuser('ETAT_INCONNU', 'Cet état n’existe pas : choisissez-en un dans la liste.');
  if (!peutLire(session, saisie.demande.antenne))
    return refuser('ANTENNE', 'Cette antenne n’est pas la vôtre : choisissez une de vos antennes.');
  if ('du' in saisie.periode && saisie.periode.du > saisie.periode.au)
    return refuser('PERIODE', 'La période finit avant de commencer : donnez une fin après le début.');
  if (saisie.rythme === undefined) return { ok: true, valeur: true };
  if (!('glissante' in saisie.periode))
    return refuser(
      'PERIODE_FIXE',
      'Un état envoyé régulièrement suit une période qui avance : choisissez « le mois passé », par exemple.',
    );
  const compte = await lireType(m, 'compte', idCompte(session.identifiant), {});
  return compte?.courriel === undefined
    ? refuser('COURRIEL', 'Votre compte n’a pas d’adresse : demandez à un administrateur de l’inscrire.')
    : { ok: true, valeur: true };
};

const ecrire = async (m: Magasin, doc: SelectionEtat): Promise<Resultat<{ id: string }>> => {
  const [depot] = await deposerLot(m, BASE_CENTRALE, [doc]);
  return enConflit(depot) ? CONFLIT : { ok: true, valeur: { id: doc.id } };
};

/** Keeps a selection, or changes one's own. `nouvelle`: one sent again, since its answer was lost, is the same, as it was last sent. */
export const garderSelection = async (
  { magasin, horloge }: PortsSelections,
  session: Session,
  saisie: SaisieSelection,
  { id = ulid(Date.parse(horloge())), nouvelle }: { id?: string | undefined; nouvelle: boolean },
): Promise<Resultat<{ id: string }>> => {
  const juge = await juger(magasin, session, saisie);
  if (!juge.ok) return juge;
  const { identifiant } = session;
  const docs = await lireSelections(magasin, identifiant);
  const avant = docs.find((d) => d.id === id);
  if (!nouvelle && !avant) return INCONNUE;
  if (!avant && docs.length >= SELECTIONS_MAX)
    return refuser('TROP_DE_SELECTIONS', `Vous gardez déjà ${SELECTIONS_MAX} états : supprimez-en un d’abord.`);
  const maintenant = horloge();
  const { rythme, ...reste } = saisie;
  return ecrire(magasin, {
    ...(avant ? { _rev: avant._rev, ...(avant.envoi ? { envoi: avant.envoi } : {}) } : {}),
    ...reste,
    _id: idSelectionEtat(identifiant, id),
    type: 'selection-etat',
    id,
    identifiant,
    creeLe: avant?.creeLe ?? maintenant,
    ...(rythme
      ? { rythme, programmeLe: avant?.rythme === rythme ? (avant.programmeLe ?? maintenant) : maintenant }
      : {}),
  });
};

/** Takes away one's own selection; its mails to come go with it. */
export const supprimerSelection = async (
  m: Magasin,
  identifiant: string,
  id: string,
): Promise<Resultat<{ id: string }>> => {
  const doc = (await lireSelections(m, identifiant)).find((d) => d.id === id);
  if (!doc) return INCONNUE;
  return (await supprimerLot(m, BASE_CENTRALE, [doc])) === 1 ? { ok: true, valeur: { id } } : CONFLIT;
};
