import { PANNES, type Panne } from '#shared/contrats/exploitation/disponibilite';
import { phrasePanne, phraseRetour } from '#shared/domain/disponibilite/mots';
import { finie, sansAppels } from '#shared/domain/disponibilite/panne';
import { minuscule } from '#shared/mots/textes';
import type { Instant } from '#shared/temps/types';
import type { Courriel } from '../../ports/courriel';

const QUE_FAIRE = (extranet: string): string[] => [
  'Que faire :',
  '- les aides remplissent des fiches papier ;',
  `- les antennes saisissent ces fiches, même hors connexion : ${extranet}/fiches/ ;`,
  '- une visite corrigée pour cette raison prend le motif « Panne du SVI » (PANNE_SVI).',
  '',
  'Les appels reçus par l’opérateur pendant la panne seront retrouvés ensuite dans ses relevés.',
];

const corps = (p: Panne, extranet: string, maintenant: Instant): string[] => {
  const { consigne } = PANNES[p.quoi];
  const grave = sansAppels(p);
  const detail = `Le détail des pannes : ${extranet}/${p.quoi === 'EXTRANET' ? 'disponibilite' : 'service'}/`;
  if (finie(p))
    return [
      phraseRetour(p, maintenant),
      '',
      ...(grave
        ? [
            `Les fiches papier remplies entre-temps restent à saisir : ${extranet}/fiches/ (motif PANNE_SVI pour une correction).`,
          ]
        : []),
      detail,
    ];
  return [
    phrasePanne(p, maintenant),
    '',
    ...(grave ? QUE_FAIRE(extranet) : [consigne]),
    '',
    'Un autre message dira le retour.',
    detail,
  ];
};

/**
 * The mail that tells of an outage, or of its end: what happened, since when, what to do; nobody's name nor number.
 * Its key is the outage's, so that it is sent once, whatever restarts between.
 */
export const composerAlerte = (
  p: Panne,
  o: { a: readonly string[]; extranet: string; maintenant: Instant },
): Courriel => {
  const phrase = finie(p) ? phraseRetour(p, o.maintenant) : phrasePanne(p, o.maintenant);
  return {
    a: o.a,
    sujet: `Télégestion : ${minuscule(phrase).replace(/ \(en panne.*|\.$/g, '')}`,
    texte: `${corps(p, o.extranet, o.maintenant).join('\n')}\n`,
    cle: `${p.debut}:panne-${p.quoi.toLowerCase()}-${finie(p) ? 'fin' : 'debut'}`,
  };
};
