'use client';

import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { NATURES_ABSENCE, type NatureAbsence } from '#shared/contrats/dossiers/absence';
import { COMMENTAIRE_MAX } from '#shared/contrats/saisie-commune';
import { type AbsenceEnVigueur, type AbsenceTapee, natureEnMots } from '#shared/domain/absence/absences';
import { nomComplet, pointFinal } from '#shared/libelles/formats';
import { useAujourdhui, useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { signer } from '../../../_ui/actes/enregistrer';
import { BrouillonRepris, useBrouillon } from '../../../_ui/champs/brouillon';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useUneFois } from '../../../_ui/champs/une-fois';
import {
  absencesDuPoste,
  type Champs,
  composerAbsence,
  type Erreurs,
  lireChamps,
  periodeEnMots,
  suiteEnMots,
  visitesPointees,
  visitesPrevues,
} from '../../../_ui/heures/tapee';
import { notifications } from '../../../_ui/notifications';
import { ChampUsager } from '../../../_ui/personnes/champ-usager';

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

/** An absence: Entrée keeps it, Échap closes. Refusals are said in the field, before anything is sent. */
export const FormulaireAbsence = ({ absence, usagerId, fermer }: Props) => {
  const etat = useDepot();
  const poste = usePoste();
  const aujourdhui = useAujourdhui();
  const formulaire = useRef<HTMLFormElement>(null);
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const tapee = useBrouillon<Champs>(`absence ${absence?.id ?? usagerId ?? 'nouvelle'}`, () => ({
    usagerId: absence?.usagerId ?? usagerId,
    nature: absence?.nature ?? 'VACANCES',
    du: absence?.du ?? aujourdhui,
    au: absence?.au ?? '',
    commentaire: absence?.commentaire ?? '',
  }));
  const champs = tapee.valeur;
  const poser = (partie: Partial<Champs>): void => {
    setErreurs({});
    tapee.changer(partie);
  };
  const fixe = absence?.usagerId ?? usagerId;
  useEffect(() => {
    formulaire.current?.querySelector<HTMLElement>(fixe === undefined ? 'input' : 'select')?.focus();
  }, [fixe]);

  const enVigueur = absencesDuPoste(etat);
  const lus = lireChamps(champs, enVigueur, absence?.id);
  const { definitive } = NATURES_ABSENCE[champs.nature];
  const usager = etat.usagers.get(champs.usagerId ?? '');

  const suiteDe = (a: Pick<AbsenceTapee, 'usagerId' | 'nature' | 'du' | 'au'>): string =>
    suiteEnMots(visitesPrevues(etat.jours, a), a.nature, visitesPointees(etat.jours, a));
  const refuser = (e: Erreurs): false => {
    setErreurs(e);
    return false;
  };
  const uneFois = useUneFois();
  const garder = async (annulee: boolean): Promise<boolean> => {
    if (!annulee && !lus.ok) return refuser(lus.erreurs);
    const voulue = annulee && absence ? { ...absence, remplace: absence.id } : lus.ok ? lus.valeur : undefined;
    if (!voulue) return false;
    const doc = composerAbsence(voulue, signer(poste), annulee);
    try {
      await poste.enregistrer([doc]);
    } catch {
      return refuser({
        formulaire: 'Ce poste n’a pas pu garder cette absence (disque plein ?). Libérez de la place et recommencez.',
      });
    }
    tapee.envoyee();
    const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
    notifications.show({
      color: enLigne ? 'green' : 'yellow',
      title: `${annulee ? 'Absence annulée' : 'Absence enregistrée'}${enLigne ? '' : ' sur ce poste, en attente d’envoi'}`,
      message: `${usager ? nomComplet(usager) : doc.usagerId}, ${natureEnMots(doc)} ${pointFinal(periodeEnMots(doc, aujourdhui))} ${
        annulee ? 'Ses visites prévues sont de nouveau attendues.' : suiteDe(doc)
      }`,
    });
    fermer();
    return true;
  };
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    void uneFois(() => garder(false));
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
        <BrouillonRepris de={tapee} />
        {fixe === undefined ? (
          <ChampUsager
            key={tapee.tour}
            valeur={champs.usagerId}
            changer={(id) => poser({ usagerId: id })}
            erreur={erreurs.usagerId}
            // A name that is chosen is not yet an absence: its nature and its days come next.
            suite={() => formulaire.current?.querySelector('select')?.focus()}
          />
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
          maxLength={COMMENTAIRE_MAX}
          value={champs.commentaire}
          error={erreurs.commentaire}
          onChange={(ev) => poser({ commentaire: ev.currentTarget.value })}
        />
        {lus.ok ? (
          <Text size="sm" data-testid="apercu">
            {suiteDe(lus.valeur)}
          </Text>
        ) : null}
        <ErreurFormulaire message={erreurs.formulaire} />
        <Group gap="sm">
          <Button type="submit" size="xs">
            Enregistrer
          </Button>
          {absence ? (
            <Button size="xs" variant="default" onClick={() => void uneFois(() => garder(true))}>
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
