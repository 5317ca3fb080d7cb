'use client';

import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { NATURES_ABSENCE, type NatureAbsence } from '#shared/contrats/absence';
import type { AbsenceEnVigueur } from '#shared/domain/absence/absences';
import { useAujourdhui, useDepot, usePoste } from '../../_data/hooks';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { nomComplet } from '../../_ui/formats';
import { signer } from '../correction/enregistrer';
import { ChampUsager } from '../numeros/champ-usager';
import {
  absencesDuPoste,
  type Champs,
  composerAbsence,
  type Erreurs,
  lireChamps,
  periodeEnMots,
  suiteEnMots,
  visitesPrevues,
} from './tapee';

const NATURES = Object.entries(NATURES_ABSENCE).map(([value, { libelle }]) => ({ value, label: libelle }));
const CHAMPS_DATES = ['du', 'au'] as const;
const LIBELLES = { du: 'Du', au: 'Au' };
const PRECISIONS = { du: undefined, au: 'Dernier jour ; vide si la fin n’est pas connue' };

type Props = {
  /** The absence that is modified; else a new one. */
  absence?: AbsenceEnVigueur | undefined;
  usagerId?: string | undefined;
  fermer: () => void;
};

/** An absence: Entrée keeps it, Échap gives up. Refusals are said in the field, before anything is sent. */
export const FormulaireAbsence = ({ absence, usagerId, fermer }: Props) => {
  const etat = useDepot();
  const poste = usePoste();
  const aujourdhui = useAujourdhui();
  const formulaire = useRef<HTMLFormElement>(null);
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const [champs, setChamps] = useState<Champs>({
    usagerId: absence?.usagerId ?? usagerId,
    nature: absence?.nature ?? 'VACANCES',
    du: absence?.du ?? aujourdhui,
    au: absence?.au ?? '',
    commentaire: absence?.commentaire ?? '',
  });
  const poser = (partie: Partial<Champs>): void => {
    setErreurs({});
    setChamps((avant) => ({ ...avant, ...partie }));
  };
  const fixe = absence?.usagerId ?? usagerId;
  useEffect(() => {
    formulaire.current?.querySelector<HTMLElement>(fixe === undefined ? 'input' : 'select')?.focus();
  }, [fixe]);

  const enVigueur = absencesDuPoste(etat);
  const lus = lireChamps(champs, enVigueur, absence?.id);
  const { definitive } = NATURES_ABSENCE[champs.nature];
  const usager = etat.usagers.get(champs.usagerId ?? '');

  const garder = async (annulee: boolean): Promise<void> => {
    if (!annulee && !lus.ok) return setErreurs(lus.erreurs);
    const voulue = annulee && absence ? { ...absence, remplace: absence.id } : lus.ok ? lus.valeur : undefined;
    if (!voulue) return;
    const doc = composerAbsence(voulue, signer(poste), annulee);
    try {
      await poste.enregistrer([doc]);
    } catch {
      return setErreurs({
        formulaire: 'Ce poste n’a pas pu garder cette absence (disque plein ?). Libérez de la place et recommencez.',
      });
    }
    const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
    notifications.show({
      color: enLigne ? 'green' : 'yellow',
      title: `${annulee ? 'Absence annulée' : 'Absence enregistrée'}${enLigne ? '' : ' sur ce poste, en attente d’envoi'}`,
      message: `${usager ? nomComplet(usager) : doc.usagerId}, ${periodeEnMots(doc, aujourdhui)}. ${
        annulee
          ? 'Ses visites prévues sont de nouveau attendues.'
          : suiteEnMots(visitesPrevues(etat.jours, doc), doc.nature)
      }`,
    });
    fermer();
  };
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    void garder(false);
  };
  const surTouche = (ev: KeyboardEvent): void => {
    if (ev.key !== 'Escape') return;
    ev.preventDefault();
    ev.stopPropagation();
    fermer();
  };

  return (
    <form
      ref={formulaire}
      className="formulaire"
      aria-label={absence ? 'Modifier l’absence' : 'Noter une absence'}
      onSubmit={soumettre}
      onKeyDown={surTouche}
      noValidate
    >
      <Stack gap="sm">
        {fixe === undefined ? (
          <ChampUsager valeur={champs.usagerId} changer={(id) => poser({ usagerId: id })} erreur={erreurs.usagerId} />
        ) : (
          <Text fw={600}>{usager ? nomComplet(usager) : fixe}</Text>
        )}
        <NativeSelect
          label="Nature"
          data={NATURES}
          value={champs.nature}
          onChange={(ev) => poser({ nature: ev.currentTarget.value as NatureAbsence })}
        />
        {CHAMPS_DATES.map((c) =>
          c === 'au' && definitive ? null : (
            <TextInput
              key={c}
              type="date"
              label={LIBELLES[c]}
              description={PRECISIONS[c]}
              value={champs[c]}
              error={erreurs[c]}
              data-testid={c}
              onChange={(ev) => poser({ [c]: ev.currentTarget.value })}
            />
          ),
        )}
        <Textarea
          label={champs.nature === 'AUTRE' ? 'Pourquoi' : 'Commentaire (facultatif)'}
          autosize
          maxRows={4}
          maxLength={2000}
          value={champs.commentaire}
          error={erreurs.commentaire}
          onChange={(ev) => poser({ commentaire: ev.currentTarget.value })}
        />
        {lus.ok ? (
          <Text size="sm" data-testid="apercu">
            {suiteEnMots(visitesPrevues(etat.jours, lus.valeur), lus.valeur.nature)}
          </Text>
        ) : null}
        <ErreurFormulaire message={erreurs.formulaire} />
        <Group gap="sm">
          <Button type="submit" size="xs">
            Enregistrer
          </Button>
          {absence ? (
            <Button size="xs" variant="default" onClick={() => void garder(true)}>
              Annuler cette absence
            </Button>
          ) : null}
          <Button size="xs" variant="subtle" color="gray" onClick={fermer}>
            Fermer
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
