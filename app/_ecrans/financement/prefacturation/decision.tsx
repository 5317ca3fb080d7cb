'use client';

import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import type { Prefacturation } from '#shared/contrats/financement/prefacturation';
import type { DecisionProForma } from '#shared/contrats/financement/pro-forma';
import { COMMENTAIRE_MAX } from '#shared/contrats/saisie-commune';
import { eurosAffiches } from '#shared/domain/prefacturation/euros';
import { totaliser } from '#shared/domain/prefacturation/lignes';
import { MOTIF_DE_REFUS } from '#shared/domain/prefacturation/pro-forma';
import { duree, moisEnMots } from '#shared/libelles/formats';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { direProForma } from '../../../_donnees/lecture/prefacturation';
import { signer } from '../../../_ui/actes/enregistrer';
import { BrouillonRepris, useBrouillon } from '../../../_ui/champs/brouillon';
import { useAction } from '../../../_ui/demandes/appeler';
import { Fenetre } from '../../../_ui/fenetre';
import { notifications } from '../../../_ui/notifications';
import { composerDecision } from './decider';

type Props = { mois: Prefacturation; decision: DecisionProForma; fermer: () => void; apres: () => void };

const TEXTES = {
  VALIDE: { titre: 'Valider le pro forma', bouton: 'Valider', fait: 'Pro forma validé' },
  REFUSE: { titre: 'Refuser le pro forma', bouton: 'Refuser', fait: 'Pro forma refusé' },
} as const;

/** [CL-6] The antenna's word, with its consequence in figures; a refusal says why. */
export const Decision = ({ mois: p, decision, fermer, apres }: Props) => {
  const poste = usePoste();
  const tapee = useBrouillon(`refus du pro forma ${p.antenne} ${p.mois}`, () => ({ motif: '' }));
  const { motif } = tapee.valeur;
  const { refus, enCours, faire, erreur } = useAction();
  const [manque, setManque] = useState(false);
  const textes = TEXTES[decision];
  const { minutes, montant } = totaliser(p.lignes.filter((l) => p.proFormas.some((d) => d === l.dispositif)));
  const antenne = ANTENNES[p.antenne].libelle;
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    if (decision === 'REFUSE' && motif.trim() === '') {
      setManque(true);
      return;
    }
    const signature = { ...signer(poste), antenne: p.antenne };
    const doc = composerDecision(signature, { mois: p.mois, empreinte: p.cloture?.empreinte ?? '', decision, motif });
    void faire(
      () => direProForma(doc),
      () => {
        if (decision === 'REFUSE') tapee.envoyee();
        notifications.show({ color: 'green', title: textes.fait, message: `${antenne}, ${moisEnMots(p.mois)}.` });
        apres();
      },
    );
  };
  const dit = manque ? MOTIF_DE_REFUS.message : erreur('MOTIF');
  return (
    <Fenetre
      onClose={fermer}
      title={`${textes.titre} ${antenne}, ${moisEnMots(p.mois)}`}
      centered
      entamee={tapee.entamee}
    >
      <form onSubmit={soumettre} noValidate>
        <Stack gap="md">
          <Text size="sm">
            {duree(minutes)} facturées au Département, soit {eurosAffiches(montant)}.{' '}
            {decision === 'VALIDE'
              ? 'Les fichiers de la DASES partent quand les six antennes ont validé.'
              : 'Rien ne part pour la DASES tant que le pro forma n’est pas validé. Le refus ne rouvre pas le mois : une correction partira avec la clôture suivante.'}
          </Text>
          {decision === 'REFUSE' ? <BrouillonRepris de={tapee} /> : null}
          {decision === 'REFUSE' ? (
            <Textarea
              label="Motif du refus"
              autosize
              minRows={2}
              maxLength={COMMENTAIRE_MAX}
              data-autofocus
              value={motif}
              error={dit}
              onChange={(ev) => {
                setManque(false);
                tapee.changer({ motif: ev.currentTarget.value });
              }}
            />
          ) : null}
          {refus && refus.code !== 'MOTIF' ? (
            <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
              {refus.message}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={fermer}>
              Annuler
            </Button>
            <Button type="submit" loading={enCours} {...(decision === 'REFUSE' ? { color: 'red' } : {})}>
              {textes.bouton}
            </Button>
          </Group>
        </Stack>
      </form>
    </Fenetre>
  );
};
