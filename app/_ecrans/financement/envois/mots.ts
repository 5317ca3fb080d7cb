import type { BilanEnvoi, Destination, EnvoiMontre, EtatEnvoi, PageEnvois } from '#shared/contrats/financement/envoi';
import { nommerAntennes } from '#shared/domain/antenne/registre';
import { direAttendus } from '#shared/domain/dases/attendus';
import { type IssueEnvoi, issueDe } from '#shared/domain/dases/envoi';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import { majuscule } from '#shared/mots/textes';

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

type Une = Pick<PageEnvois['destinations'][number], 'destination' | 'attendus'>;

/** What keeps the month from leaving, in the order in which it is put right; undefined: nothing does. */
export const empechement = (page: Pick<PageEnvois, 'antennes'>, une: Une): string | undefined => {
  const dits = direAttendus(une.attendus, une.destination);
  return (
    (une.destination === 'DASES' ? pourLaDases(page) : pourMillesime(page)) ??
    (dits === undefined ? undefined : majuscule(dits))
  );
};

const pourMillesime = ({ antennes }: Pick<PageEnvois, 'antennes'>): string | undefined =>
  antennes.some((a) => a.close) ? undefined : 'Aucune antenne n’a clos ce mois.';

const pourLaDases = (p: Pick<PageEnvois, 'antennes'>): string | undefined => {
  const ouvertes = p.antennes.filter((a) => !a.close).length;
  if (ouvertes > 0) return `${pluriel(ouvertes, 'antenne')} à clore d’abord.`;
  const refus = p.antennes.filter((a) => a.proForma === 'REFUSE').length;
  if (refus > 0)
    return `${pluriel(refus, 'pro forma refusé', 'pro forma refusés')} : rien ne part tant qu’il en reste.`;
  const attente = p.antennes.filter((a) => a.proForma === 'ATTENTE').length;
  if (attente > 0) return `${pluriel(attente, 'pro forma', 'pro forma')} à valider d’abord.`;
  return undefined;
};

/** [CL-5] Antennas whose hours no file has: nobody would see that the Département was told nothing of them. */
export const direHorsFichiers = ({ antennes }: Pick<PageEnvois, 'antennes'>): string | undefined => {
  const siennes = antennes.filter((a) => a.apresDepart).map((a) => a.antenne);
  if (siennes.length === 0) return undefined;
  return `${nommerAntennes(siennes)} : mois clos après le départ de ces fichiers. Ces heures n’y sont pas, et aucun envoi suivant ne les porte : voyez avec le Département comment les lui remettre. Les fichiers pour Millésime de l’antenne les disent.`;
};

const CE_QUI_VIENDRA: Record<Destination, string> = {
  DASES:
    'Les fichiers bruts, corrigés et ESPPADOM (le message que lit le logiciel du Département) de toutes les antennes y viendront une fois le mois clos partout.',
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

/** What one reads of a month that was just sent: only what left now is said to have left. */
export const direEnvoi = (bilans: readonly BilanEnvoi[]): { color: string; title: string; message: string } => {
  const issues = bilans.map(issueDe);
  const combien = (i: IssueEnvoi): number => issues.filter((x) => x === i).length;
  const [partis, deja, refuses, enCours, restes] = [
    combien('PARTI'),
    combien('DEJA_PARTI'),
    combien('REFUSE'),
    combien('EN_COURS'),
    combien('NON_PARTI'),
  ];
  const phrases = [
    ...(partis > 0 ? [`${pluriel(partis, 'fichier')} chez le destinataire.`] : []),
    ...(deja > 0 ? [`${pluriel(deja, 'fichier était déjà parti', 'fichiers étaient déjà partis')}.`] : []),
    ...(refuses > 0
      ? [
          pluriel(
            refuses,
            'fichier refusé par le destinataire : lisez ses motifs, puis renvoyez-le depuis sa ligne.',
            'fichiers refusés par le destinataire : lisez leurs motifs, puis renvoyez-les depuis leur ligne.',
          ),
        ]
      : []),
    ...(enCours > 0
      ? [
          `${pluriel(enCours, 'fichier en cours d’envoi', 'fichiers en cours d’envoi')} : rechargez la page dans quelques minutes, elle dira ce qui est parti.`,
        ]
      : []),
    ...(restes > 0
      ? [`${pluriel(restes, 'fichier non parti', 'fichiers non partis')} : la liste dit pourquoi, et la suite.`]
      : []),
  ];
  const message = phrases.join(' ') || 'Ce mois n’a aucun fichier à envoyer.';
  if (refuses + enCours + restes > 0)
    return { color: 'orange', title: partis > 0 ? 'Tout n’est pas parti' : 'Rien n’est parti', message };
  return partis > 0
    ? { color: 'green', title: 'Envoyé', message }
    : { color: 'gray', title: 'Rien de nouveau à envoyer', message };
};
