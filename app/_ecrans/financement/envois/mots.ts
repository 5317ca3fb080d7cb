import type { Destination, EnvoiMontre, EtatEnvoi, PageEnvois } from '#shared/contrats/financement/envoi';
import { nombreEntier, pluriel } from '#shared/libelles/formats';

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
    : `${nombreEntier(Math.max(1, Math.round(octets / 1_000)))}\u00a0ko`;

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

const CE_QUI_VIENDRA: Record<Destination, string> = {
  DASES: 'Les fichiers bruts, corrigés et ESPPADOM de toutes les antennes y viendront une fois le mois clos partout.',
  MILLESIME: 'Le service fait, les pointages et la ventilation de chaque antenne y viendront une fois son mois clos.',
};

/** No closing has made yet what a destination takes. */
export const rienAPreparer = ({ antennes }: Pick<PageEnvois, 'antennes'>, destination: Destination): boolean =>
  destination === 'DASES' ? antennes.some((a) => !a.close) : antennes.every((a) => !a.close);

/** Where nothing is prepared: what is waited for; then what to do, or who does it for who only follows. */
export const ceQuiViendra = (
  page: Pick<PageEnvois, 'antennes' | 'peutEnvoyer'>,
  destination: Destination,
  peutPartir: boolean,
): string => {
  if (rienAPreparer(page, destination)) return CE_QUI_VIENDRA[destination];
  if (!page.peutEnvoyer) return 'Le service central les prépare, puis les envoie.';
  return `Préparez les fichiers pour les contrôler${peutPartir ? ', ou envoyez-les' : ''}.`;
};

/** Whether a person may send that file once more, and not only wait. */
export const peutRepartir = (e: EnvoiMontre): boolean =>
  e.etat === 'REFUSE' || e.etat === 'ENVOYE' || e.etat === 'RENVOYE' || e.demande?.abandon === true;
