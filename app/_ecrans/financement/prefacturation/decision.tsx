'use client';

import { Stack, Text } from '@mantine/core';
import type { Prefacturation } from '#shared/contrats/financement/prefacturation';
import type { DecisionProForma } from '#shared/contrats/financement/pro-forma';
import { COMMENTAIRE_MAX } from '#shared/contrats/saisie-commune';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { eurosAffiches } from '#shared/domain/prefacturation/euros';
import { totaliser } from '#shared/domain/prefacturation/lignes';
import { MOTIF_DE_REFUS } from '#shared/domain/prefacturation/pro-forma';
import { duree, moisEnMots } from '#shared/mots/dates';
import { accorder } from '#shared/mots/nombres';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { direProForma } from '../../../_donnees/lecture/prefacturation';
import { signer } from '../../../_ui/actes/enregistrer';
import { Fenetre } from '../../../_ui/fenetre';
import {
  ChampLong,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
} from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { composerDecision } from './decider';

type Props = { mois: Prefacturation; decision: DecisionProForma; fermer: () => void; apres: () => void };

const TEXTES = {
  VALIDE: { titre: 'Valider le pro forma', bouton: 'Valider', fait: 'Pro forma validé' },
  REFUSE: { titre: 'Refuser le pro forma', bouton: 'Refuser', fait: 'Pro forma refusé' },
} as const;

type Tapee = { motif: string };

/** [CL-6] The antenna's word, with its consequence in figures; a refusal says why. */
export const Decision = ({ mois: p, decision, fermer, apres }: Props) => {
  const poste = usePoste();
  const garde = useGarde(`refus du pro forma ${p.antenne} ${p.mois}`);
  const textes = TEXTES[decision];
  const { minutes, montant } = totaliser(p.lignes.filter((l) => p.proFormas.some((d) => d === l.dispositif)));
  const antenne = libelleAntenne(p.antenne);
  const lire = (t: Tapee): Lecture<Tapee, Tapee> =>
    decision === 'REFUSE' && t.motif.trim() === ''
      ? { ok: false, erreurs: { motif: MOTIF_DE_REFUS.message } }
      : { ok: true, valeur: t };
  const f = useFormulaire({
    depart: (): Tapee => ({ motif: '' }),
    lire,
    envoyer: async ({ motif }) => {
      const signature = { ...signer(poste), antenne: p.antenne };
      await direProForma(
        composerDecision(signature, { mois: p.mois, empreinte: p.cloture?.empreinte ?? '', decision, motif }),
      );
      notifications.show({ color: 'green', title: textes.fait, message: `${antenne}, ${moisEnMots(p.mois)}.` });
      apres();
      return undefined;
    },
    champs: { MOTIF: 'motif' },
    // What was typed to refuse is nothing to who validates, and waits.
    brouillon: decision === 'REFUSE' ? garde : undefined,
  });
  return (
    <Fenetre onClose={fermer} title={`${textes.titre} ${antenne}, ${moisEnMots(p.mois)}`} centered>
      <Formulaire de={f}>
        <Stack gap="md">
          <Text size="sm">
            {duree(minutes)} {accorder(minutes, 'facturée')} au Département, soit {eurosAffiches(montant)}.{' '}
            {decision === 'VALIDE'
              ? 'Les fichiers de la DASES partent quand toutes les antennes ont validé.'
              : 'Rien ne part pour la DASES tant que le pro forma n’est pas validé. Le refus ne rouvre pas le mois : une correction partira avec la clôture suivante.'}
          </Text>
          {decision === 'REFUSE' ? (
            <>
              <Repris de={f} />
              <ChampLong
                de={f}
                nom="motif"
                label="Motif du refus"
                minRows={2}
                maxLength={COMMENTAIRE_MAX}
                data-autofocus
              />
            </>
          ) : null}
          <RefusFormulaire de={f} />
          <PiedFenetre faire={textes.bouton} enCours={f.enCours} {...(decision === 'REFUSE' ? { color: 'red' } : {})} />
        </Stack>
      </Formulaire>
    </Fenetre>
  );
};
