import type { Compte } from '#shared/contrats/acces/compte';
import { RYTHMES, type SelectionEtat } from '#shared/contrats/chiffres/selection-etat';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { aLeDroit } from '#shared/droits/droits';
import { afficheurDe, estAnonyme } from '#shared/etats/afficher';
import type { DemandeEtat, TableauEtat } from '#shared/etats/contrat';
import { derniereEcheance } from '#shared/etats/definitions/echeances';
import { periodeEnMots } from '#shared/etats/moteur';
import { bornesDe } from '#shared/etats/periodes';
import { ETATS } from '#shared/etats/registre';
import { dateParis, debutDuJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Courriel, Courrier } from '../../../ports/courriel';
import type { Horloge } from '../../../ports/horloge';
import { changer, sansReponse } from '../../../store/ecrire';
import type { Magasin, Stocke } from '../../../store/lire';
import { lireType, plageType } from '../../../store/types';
import { ENTREES, tracer } from '../../audit';
import { sortirPourDeBon } from './pour-de-bon';
import { lireCourriels, lireSelections, peutLire } from './selections';

export type PortsProgrammation = {
  magasin: Magasin;
  horloge: Horloge;
  courrier: Pick<Courrier, 'envoyer'>;
  /** Address of the extranet, for the links. */
  extranet: () => string;
  calculer: (demande: DemandeEtat) => Promise<Resultat<TableauEtat>>;
};

/** A mail refused for good is prepared again, that often in all. */
const ESSAIS_MAX = 3;

/** The totals of a state that is about nobody in particular; what names someone stays behind the sign-in. */
const totauxEnMots = (t: TableauEtat): string[] => {
  const afficher = afficheurDe(t.colonnes);
  const lignes = t.colonnes.flatMap((c) => {
    const v = t.totaux[c.cle];
    return v === undefined || c.unite === 'texte' ? [] : [`- ${c.titre} : ${afficher(v, c.unite)}`];
  });
  return lignes.length === 0 ? [] : ['', ...lignes, ...t.avertissements];
};

/**
 * A mail without personal data: neither the name that its owner gave to the selection, nor the person that it is about, nor any
 * figure of one person; the state is read behind the sign-in.
 */
export const composer = (
  s: SelectionEtat,
  demande: DemandeEtat,
  t: TableauEtat,
  extranet: string,
): Omit<Courriel, 'a'> => {
  const titre = ETATS.find((e) => e.id === s.demande.etat)?.titre ?? t.titre;
  const antenne = demande.antenne === 'TOUTES' ? 'toutes les antennes' : `antenne ${libelleAntenne(demande.antenne)}`;
  const periode = periodeEnMots(demande);
  const lien = `${extranet}/etats/?${new URLSearchParams({ selection: s.id, du: demande.du, au: demande.au })}`;
  return {
    sujet: `Télégestion : ${titre}, ${periode} (${antenne})`.replaceAll('\u00a0', ' '),
    texte: `${[
      `L’état « ${titre} » que vous avez gardé est prêt : ${periode}, ${antenne}.`,
      ...(estAnonyme(t, demande) ? totauxEnMots(t) : []),
      '',
      `Le lire, et prendre ses fichiers : ${lien}`,
      '',
      ...(s.rythme
        ? [`Vous recevez ce courriel ${RYTHMES[s.rythme]} ; pour l’arrêter : écran États, « Mes états ».`]
        : []),
    ].join('\n')}\n`,
  };
};

const lireCompteActif = async (m: Magasin, s: SelectionEtat): Promise<Resultat<{ a: string; compte: Compte }>> => {
  const compte = await lireType(m, 'compte', idCompte(s.identifiant), {});
  if (!compte?.actif || !aLeDroit(compte, 'garderEtats') || !peutLire(compte, s.demande.antenne))
    return refuser('DROIT', 'Ce compte ne lit plus cette antenne : choisissez une des vôtres.');
  return compte.courriel === undefined
    ? refuser('COURRIEL', 'Votre compte n’a pas d’adresse : demandez à un administrateur de l’inscrire.')
    : { ok: true, valeur: { a: compte.courriel, compte } };
};

/** Prepares the mail of a selection; `cle` names it once and for all. */
const preparer = async (
  p: PortsProgrammation,
  s: SelectionEtat,
  jour: DateCivile,
  cle: string,
): Promise<Resultat<{ id: string }>> => {
  const lu = await lireCompteActif(p.magasin, s);
  if (!lu.ok) return lu;
  const demande = { ...s.demande, ...bornesDe(s.periode, jour) };
  const t = await sortirPourDeBon(p, demande, 'L’état n’a pas été envoyé.', () => p.calculer(demande));
  if (!t.ok) return t;
  const r = await p.courrier.envoyer({ ...composer(s, demande, t.valeur, p.extranet()), a: [lu.valeur.a], cle });
  if (r.ok)
    await tracer(p.magasin, {
      instant: p.horloge(),
      auteur: s.identifiant,
      ...ENTREES.ENVOI.ecrire.etat(demande),
    });
  return r;
};

/** What the selection remembers of an attempt; another writing meanwhile wins, and the next pass sees it. */
const noter = async (
  m: Magasin,
  s: Stocke<SelectionEtat>,
  du: DateCivile,
  essai: number,
  r: Resultat<{ id: string }>,
): Promise<void> => {
  const { empeche } = s;
  // Said already: an account that has gone is not written again each hour.
  if (!r.ok && empeche?.du === du && empeche.message === r.refus.message) return;
  const suite = r.ok ? { envoi: { du, essai, courriel: r.valeur.id } } : { empeche: { ...r.refus, du } };
  // As it is by now: its owner may have changed it, or taken it away.
  sansReponse(await changer<SelectionEtat>(m, BASE_CENTRALE, s._id, ({ empeche: _, ...la }) => ({ ...la, ...suite })));
};

/** Which attempt is due now for that day: none, where one has left or waits in the outbox. */
const essaiDu = (s: SelectionEtat, du: DateCivile, etat: string | undefined): number | undefined => {
  if (!s.envoi || s.envoi.du < du) return 1;
  return s.envoi.du === du && etat === 'REFUSE' && s.envoi.essai < ESSAIS_MAX ? s.envoi.essai + 1 : undefined;
};

/**
 * Prepares the mails of the selections that are due, each once; what could not be prepared, or was refused for good, is tried again
 * at the next passes, and its owner sees why. One that fails keeps none of the others: what failed is thrown once all were tried.
 * How many were prepared.
 */
export const envoyerEtats = async (p: PortsProgrammation): Promise<number> => {
  const aujourdhui = dateParis(p.horloge());
  const docs = (await plageType(p.magasin, 'selection-etat', {})).filter((s) => s.rythme !== undefined);
  const courriels = await lireCourriels(
    p.magasin,
    docs.map((s) => s.envoi?.courriel ?? ''),
  );
  let n = 0;
  const fautes: unknown[] = [];
  for (const [i, s] of docs.entries()) {
    if (!s.rythme) continue;
    const du = derniereEcheance(s.rythme, aujourdhui);
    const essai = essaiDu(s, du, courriels[i]?.etat);
    if (essai === undefined || (s.programmeLe && dateParis(s.programmeLe) >= du)) continue;
    try {
      const r = await preparer(p, s, du, `${debutDuJour(du)}:etat-${s.id}-${essai}`);
      await noter(p.magasin, s, du, essai, r);
      n += Number(r.ok);
    } catch (e) {
      fautes.push(e);
    }
  }
  if (fautes.length > 0)
    throw fautes.length === 1 ? fautes[0] : new AggregateError(fautes, `états non préparés : ${fautes.length}`);
  return n;
};

/** At its owner's word, at once: to try it, or after a refusal. */
export const envoyerMaintenant = async (
  p: PortsProgrammation,
  identifiant: string,
  id: string,
): Promise<Resultat<{ id: string }>> => {
  const s = (await lireSelections(p.magasin, identifiant)).find((d) => d.id === id);
  if (!s) return refuser('SELECTION_INCONNUE', 'Cet état gardé n’existe plus : rouvrez la liste de vos états.');
  const maintenant = p.horloge();
  const r = await preparer(p, s, dateParis(maintenant), `${maintenant}:etat-${s.id}`);
  await noter(p.magasin, s, dateParis(maintenant), ESSAIS_MAX, r);
  return r;
};
