import type { EnvoiMontre, EtatEnvoi, PageEnvois } from '#shared/contrats/envoi';
import { pluriel } from '../../_ui/formats';

export const TONS: Record<EtatEnvoi, string> = {
  PREPARE: 'gris',
  ENVOYE: 'bleu',
  RENVOYE: 'bleu',
  REFUSE: 'rouge',
  ACQUITTE: 'vert',
  SANS_OBJET: 'gris',
};

const MO = 1_000_000;
/** `1,2 Mo`, `340 ko`. */
export const poids = (octets: number): string =>
  octets >= MO
    ? `${(octets / MO).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}\u00a0Mo`
    : `${Math.max(1, Math.round(octets / 1_000)).toLocaleString('fr-FR')}\u00a0ko`;

export const arrondissementEnMots = (n: number): string => (n === 1 ? '1er' : `${n}e`);

/** What keeps the month from leaving for the DASES, in the order in which it is put right; undefined: nothing does. */
export const empechement = (p: PageEnvois): string | undefined => {
  const ouvertes = p.antennes.filter((a) => !a.close).length;
  if (ouvertes > 0) return `${pluriel(ouvertes, 'antenne')} à clore d’abord.`;
  const refus = p.antennes.filter((a) => a.proForma === 'REFUSE').length;
  if (refus > 0)
    return `${pluriel(refus, 'pro forma refusé', 'pro forma refusés')} : rien ne part tant qu’il en reste.`;
  const attente = p.antennes.filter((a) => a.proForma === 'ATTENTE').length;
  if (attente > 0) return `${pluriel(attente, 'pro forma', 'pro forma')} à valider d’abord.`;
  return undefined;
};

/** Whether a person may send that file once more, and not only wait. */
export const peutRepartir = (e: EnvoiMontre): boolean =>
  e.etat === 'REFUSE' || e.etat === 'ENVOYE' || e.etat === 'RENVOYE' || e.demande?.abandon === true;
