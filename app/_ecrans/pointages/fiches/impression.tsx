'use client';

import { Alert, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { ModeFictif } from '#shared/contrats/acces/compte';
import { dateLongueEtAnnee } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, dateExiste } from '#shared/temps/paris';
import { contexteDe } from '../../../_donnees/depot/lignes';
import { useAujourdhui, useDepot, useLignes, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { ChampChoix } from '../../../_ui/champs/champ-choix';
import { Fenetre } from '../../../_ui/fenetre';
import { Champ, ChampSegments, enFrancais, Formulaire, useFormulaire, useValeurs } from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { type Feuille, feuillesDuJour, feuilleVierge } from '../../../_ui/papier/modele';
import { PiedFenetre } from '../../../_ui/pied-fenetre';

const VIERGES_MAX = 50;
type Tapee = { genre: string; jour: string; aide: string; vierges: number | string };

const ECHEC = 'Les fiches n’ont pas pu être faites sur ce poste. Rechargez la page et recommencez.';

/** The drawing of PDFs is loaded when first asked for, from the service worker's copy. */
const produire = async (feuilles: readonly Feuille[], nom: string, mode: ModeFictif | undefined): Promise<void> => {
  const [{ composerFeuilles }, { chargerPolices }, { telecharger }] = await Promise.all([
    import('./pdf/feuille-aide'),
    import('../../../_ui/papier/polices'),
    import('../../../_commun/telecharger'),
  ]);
  telecharger(composerFeuilles(feuilles, await chargerPolices(), mode), nom, 'application/pdf');
};

/** Slips to print: of a day's planned visits, one page an aide, or blank. */
export const Impression = ({ fermer }: { fermer: () => void }) => {
  const { antenne, session } = usePoste();
  const etat = useDepot();
  const maintenant = useMaintenant();
  const aujourdhui = useAujourdhui();
  const demain = ajouterJours(aujourdhui, 1);
  const f = useFormulaire({
    depart: (): Tapee => ({ genre: 'PREVUES', jour: demain, aide: '', vierges: 5 }),
    lire: (t) => ({ ok: true, valeur: t }),
    envoyer: async ({ genre }) => {
      if (vide) return undefined;
      const feuilles =
        genre === 'PREVUES'
          ? choisies
          : Array.from({ length: nVierges }, () => feuilleVierge({ antenne, numeroVert, telephone }));
      try {
        await produire(feuilles, genre === 'PREVUES' ? `fiches-${date}.pdf` : 'fiches-vierges.pdf', session.mode);
        notifications.show({ color: 'green', title: 'Fiches prêtes', message: 'Le PDF est dans vos téléchargements.' });
        fermer();
      } catch {
        notifications.show({ color: 'red', autoClose: false, title: 'Fiches non faites', message: ECHEC });
      }
      return undefined;
    },
    encore: true,
    sansPerte: true,
  });
  const { genre, jour, aide, vierges } = useValeurs(f);
  const { poser } = f;
  const date = dateExiste(jour) ? jour : demain;
  const lignes = useLignes(date, date);
  const { numeroVert, telephonesAntennes } = contexteDe(etat, maintenant).parametresAu(date);
  const telephone = telephonesAntennes[antenne] ?? '';
  const toutes = useMemo(
    () => feuillesDuJour({ antenne, numeroVert, telephone, aujourdhui }, date, lignes, etat.usagers),
    [antenne, numeroVert, telephone, aujourdhui, date, lignes, etat.usagers],
  );
  const choisies = aide === '' ? toutes : toutes.filter((f) => f.intervenantId === aide);
  const nVierges = Math.min(VIERGES_MAX, Math.max(1, Math.trunc(Number(vierges)) || 1));
  const vide = genre === 'PREVUES' && choisies.length === 0;

  return (
    <Fenetre onClose={fermer} title="Fiches à imprimer" size="md">
      <Formulaire de={f}>
        <Stack gap="sm">
          <ChampSegments
            de={f}
            nom="genre"
            fullWidth
            aria-label="Fiches"
            data={[
              { value: 'PREVUES', label: 'Visites prévues' },
              { value: 'VIERGES', label: 'Vierges' },
            ]}
          />
          {genre === 'PREVUES' ? (
            <>
              <Champ de={f} nom="jour">
                {({ valeur, changer }) => (
                  <TextInput
                    {...enFrancais('date', valeur)}
                    label="Jour"
                    value={valeur}
                    onChange={(ev) => {
                      changer(ev.currentTarget.value);
                      // Whoever is chosen may have no visit on another day.
                      poser({ aide: '' });
                    }}
                    error={dateExiste(valeur) ? undefined : 'Choisissez le jour des visites.'}
                    data-autofocus
                  />
                )}
              </Champ>
              <ChampChoix
                label="Aides"
                data={[
                  { value: '', label: `Toutes : ${pluriel(toutes.length, 'aide')}` },
                  ...toutes.map((f) => ({
                    value: f.intervenantId,
                    label: `${f.aide}, ${pluriel(f.lignes.length, 'visite')}`,
                  })),
                ]}
                value={aide}
                onChange={(v) => poser({ aide: v ?? '' })}
                allowDeselect={false}
                nothingFoundMessage="Aucune aide de ce nom n’a de visite ce jour-là"
              />
              <Text size="sm" c="dimmed">
                {vide
                  ? `Aucune visite prévue le ${dateLongueEtAnnee(date)} n’est connue de ce poste. Le planning arrive de Millésime chaque nuit.`
                  : `Une page A4 par aide, avec l’adresse et le code de chaque usager pour le téléphone. À remettre à l’aide elle-même.`}
              </Text>
            </>
          ) : (
            <NumberInput
              label="Nombre de pages"
              description={`De 1 à ${VIERGES_MAX} ; huit visites par page`}
              value={vierges}
              onChange={(v) => poser({ vierges: v })}
              min={1}
              max={VIERGES_MAX}
              allowDecimal={false}
            />
          )}
          {numeroVert === '' ? (
            <Alert color="yellow" p="xs" variant="light">
              Le numéro vert n’est pas encore enregistré : sa place reste à remplir à la main. L’administrateur le donne
              dans les paramètres.
            </Alert>
          ) : null}
          <PiedFenetre faire="Télécharger le PDF" quitter="Fermer" enCours={f.enCours} disabled={vide} />
        </Stack>
      </Formulaire>
    </Fenetre>
  );
};
