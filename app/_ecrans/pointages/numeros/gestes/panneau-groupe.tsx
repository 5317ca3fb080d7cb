'use client';

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useMemo } from 'react';
import type { Attente } from '#shared/contrats/pointages/derives';
import { estSansTelephone } from '#shared/contrats/pointages/pointage';
import { gestesDebout, usagersDuNumero } from '#shared/domain/pointage/numeros';
import { dateBreve, dateCourte, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { deNom, nomComplet } from '#shared/mots/textes';
import { dateExiste, dateParis, moisParis } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { nomAuteur } from '../../../../_donnees/depot/auteurs';
import type { Ligne } from '../../../../_donnees/depot/lignes';
import { useAujourdhui } from '../../../../_donnees/lecture/hooks';
import { lienFiche, lienVisite } from '../../../../_ui/adresses/numeros';
import {
  Champ,
  type De,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  useFormulaire,
  useValeur,
  useValeurs,
} from '../../../../_ui/formulaire';
import { Icone } from '../../../../_ui/mots/icones';
import { ChampUsager, type UsagerPropose } from '../../../../_ui/personnes/champ-usager';
import { TetePanneau } from '../../../../_ui/tete-panneau';
import { MoisClos } from '../../../corrections';
import type { Donnees } from '../donnees';
import type { Groupe } from '../groupes';
import { dureeFaite, pourquoi } from '../phrases';
import { type Suggestion, suggerer } from '../suggestions';
import { useAgir, useDefaire } from './agir';
import { apercu, type Rapproche } from './apercu';
import { ChampDepuis, type Depuis, lireDepuis } from './champ-depuis';
import { EtatGeste } from './etat-geste';
import { PrevuesAutour } from './prevues-autour';

const SENS = { ARRIVEE: 'Arrivée', DEPART: 'Départ' } as const;

const quand = (a: Attente): string => `${dateCourte(dateParis(a.instant))} ${heure(a.instant)}`;

const moisDes = (appels: readonly Attente[]): Mois[] => [...new Set(appels.map((a) => moisParis(a.instant)))].sort();

type CommunProps = { donnees: Donnees; groupe: Groupe; lignes: readonly Ligne[] };

/** Where the call goes and what the visit will last; amber where that is much more than planned. */
const Effet = ({ donnees: d, rapproche: { attente, visite: v, dure } }: { donnees: Donnees; rapproche: Rapproche }) => (
  <>
    <span className="appels__vers">
      {' '}
      →{' '}
      {v
        ? `visite prévue ${heure(v.debut)} – ${heure(v.fin)}${v.intervenantId === attente.intervenantId ? '' : `, ${deNom(d.nomAide(v.intervenantId))}`}`
        : 'hors planning'}
    </span>
    {dure ? (
      <div className={dure.inhabituelle ? 'appels__inhabituelle' : undefined}>
        {dure.inhabituelle ? <Icone nom="conflit" taille={14} /> : null} {dureeFaite(dure)}
      </div>
    ) : null}
  </>
);

/** The calls, and what becomes of each where a usager is chosen. */
const Appels = ({ donnees: d, groupe, effets }: CommunProps & { effets?: ReadonlyMap<string, Rapproche> }) => (
  <ul className="appels">
    {groupe.attentes.map((a) => {
      const effet = effets?.get(a.pointageId);
      return (
        <li key={a.pointageId}>
          <div>
            <b>{SENS[a.sens]}</b> {quand(a)}
          </div>
          <div className="discret">
            {d.nomAide(a.intervenantId)}
            {effet ? <Effet donnees={d} rapproche={effet} /> : null}
          </div>
        </li>
      );
    })}
  </ul>
);

type FormulaireProps = CommunProps & { suggestions: readonly Suggestion[]; revenir: () => void; fait: () => void };

type Tapee = { usagerId: string; depuis: Depuis };

const lire = ({ usagerId, depuis }: Tapee): Lecture<Tapee, { usagerId: string; depuis: DateCivile | undefined }> => {
  const lu = lireDepuis(depuis);
  if (!lu.ok) return { ok: false, erreurs: { depuis: lu.message } };
  if (usagerId) return { ok: true, valeur: { usagerId, depuis: lu.valeur } };
  return {
    ok: false,
    erreurs: { usagerId: 'Choisissez l’usager : tapez son nom jusqu’à ce qu’il reste seul, ou ↓.' },
  };
};

/** What attaching does to the calls that wait, once an usager is chosen; then the button. */
const Suite = ({ f, donnees: d, groupe, lignes, deja }: CommunProps & { f: De<Tapee>; deja: readonly string[] }) => {
  const usagerId = useValeur(f, 'usagerId') || undefined;
  const { depuis } = useValeurs(f);
  const effet = useMemo(() => {
    const date = depuis.toujours ? undefined : depuis.date;
    if (usagerId === undefined || (date !== undefined && !dateExiste(date))) return undefined;
    const interventions = lignes.map((l) => l.retenue.intervention);
    return apercu(groupe.attentes, usagerId, date, interventions, d.parametresAu);
  }, [usagerId, depuis, groupe.attentes, lignes, d.parametresAu]);
  const effets = new Map(effet?.pris.map((r) => [r.attente.pointageId, r]));
  const choisi = usagerId === undefined ? undefined : d.etat.usagers.get(usagerId);
  return (
    <>
      <Text size="sm" role="status" data-testid="apercu">
        {effet && usagerId ? (
          <>
            <b>
              {pluriel(effet.pris.length, 'appel sera rattaché', 'appels seront rattachés')} à {d.nomUsager(usagerId)}
            </b>
            {effet.restent > 0
              ? `, ${pluriel(effet.restent, 'appel plus ancien attendra', 'appels plus anciens attendront')} encore`
              : ''}
            . Les suivants le seront d’eux-mêmes.
            {choisi ? (
              <span className="numeros__adresse">
                Entrée rattache à {nomComplet(choisi)}, {choisi.adresse}, {choisi.codePostal} {choisi.ville}.
              </span>
            ) : null}
          </>
        ) : (
          'Choisissez l’usager chez qui est ce téléphone.'
        )}
      </Text>
      {deja.length > 0 && usagerId && !deja.includes(usagerId) ? (
        <Alert color="orange" p="xs" variant="light">
          Ce numéro est aussi celui {deja.map((id) => deNom(d.nomUsager(id))).join(' et ')} : il sera partagé.
        </Alert>
      ) : null}
      <MoisClos mois={moisDes(effet?.pris.map((r) => r.attente) ?? groupe.attentes)} quoi="RATTACHEMENT" />
      <RefusFormulaire de={f} />
      <Group gap="sm">
        <Button type="submit" size="sm" data-testid="rattacher">
          Rattacher
        </Button>
      </Group>
      <Appels donnees={d} groupe={groupe} lignes={lignes} effets={effets} />
    </>
  );
};

/** [PT-5] Whose this number is: the only guess is chosen already; Entrée attaches once one usager is chosen. */
const Rattacher = ({ donnees: d, groupe, suggestions, lignes, revenir, fait }: FormulaireProps) => {
  const agir = useAgir();
  const aujourdhui = useAujourdhui();
  const numero = groupe.numero ?? '';
  const deja = usagersDuNumero(numero, aujourdhui, d.connus).usagers;
  const proposes: UsagerPropose[] = [
    ...deja.map((usagerId) => ({ usagerId, pourquoi: 'Ce numéro est déjà le sien, avec d’autres' })),
    ...suggestions
      .filter((s) => !deja.includes(s.usagerId))
      .map((s) => ({ usagerId: s.usagerId, pourquoi: pourquoi(s, groupe.attentes.length, aujourdhui) })),
  ].slice(0, 4);
  const f = useFormulaire({
    depart: (): Tapee => ({
      usagerId: (proposes.length === 1 ? proposes[0]?.usagerId : undefined) ?? '',
      depuis: { toujours: true, date: dateParis(groupe.premier) },
    }),
    lire,
    envoyer: async ({ usagerId, depuis }) => {
      const refus = await agir([{ geste: 'RATTACHER', numero, usagerId, depuis }]);
      if (!refus) fait();
      return refus;
    },
    sansPerte: true,
  });
  return (
    <Formulaire de={f} fermer={revenir} className="formulaire" aria-label="Rattacher ce numéro">
      <Stack gap="sm">
        <Champ de={f} nom="usagerId">
          {({ valeur, changer, erreur }) => (
            <ChampUsager
              valeur={valeur || undefined}
              proposes={proposes}
              erreur={erreur}
              changer={(id) => changer(id ?? '')}
            />
          )}
        </Champ>
        <Champ de={f} nom="depuis">
          {(c) => <ChampDepuis {...c} />}
        </Champ>
        <Suite f={f} donnees={d} groupe={groupe} lignes={lignes} deja={deja} />
      </Stack>
    </Formulaire>
  );
};

const ceQuiAttend = ({ genre, attentes }: Groupe): string => {
  if (genre === 'MOBILE') return 'Le numéro d’une aide';
  return attentes.every(estSansTelephone) ? 'Un passage pointé sans téléphone' : 'Un numéro masqué';
};

/** A withheld number is nobody's, an aide's own is no usager's [PT-8]: each call is answered by the visit that it was about. */
const SansRattachement = ({ donnees: d, groupe, lignes }: CommunProps) => (
  <>
    <Text size="sm">
      {ceQuiAttend(groupe)} ne se rattache pas. Demandez à l’aide chez qui elle était, puis saisissez la fiche ; la
      prochaine fois, qu’elle tape le code à six chiffres de l’usager.
    </Text>
    <ul className="appels">
      {groupe.attentes.map((a) => {
        const [probable] = suggerer([a], lignes, d.parametresAu);
        const visite = probable?.visites[0];
        return (
          <li key={a.pointageId}>
            <div>
              <b>{SENS[a.sens]}</b> {quand(a)}
            </div>
            <div className="discret">
              {d.nomAide(a.intervenantId)}
              {visite ? ` → ${visite.usager}, prévue ${heure(visite.prevu?.debut)} – ${heure(visite.prevu?.fin)}` : ''}
            </div>
            <Group gap={6} mt={4}>
              {visite ? (
                <Button component={Link} href={lienVisite(visite.date, visite.id)} size="compact-xs" variant="light">
                  Voir la visite
                </Button>
              ) : null}
              <Button
                component={Link}
                href={lienFiche({
                  usager: visite?.retenue.usagerId,
                  aide: a.intervenantId,
                  date: visite?.date ?? dateParis(a.instant),
                })}
                size="compact-xs"
                variant="default"
              >
                Saisir la fiche
              </Button>
            </Group>
          </li>
        );
      })}
    </ul>
  </>
);

/** The aide's code is known to nobody here: the file will bring her. */
const AideInconnue = (props: CommunProps) => (
  <>
    <Text size="sm">
      Le code tapé est celui d’une aide que cette antenne ne connaît pas encore : vérifiez qu’elle est créée dans
      Millésime. Ses appels seront rapprochés d’eux-mêmes dès que le fichier de la nuit l’apportera.
    </Text>
    <Appels {...props} />
  </>
);

/** Attached: until the server has paired, it can be undone from here. */
const DejaRattache = ({ donnees: d, groupe, lignes }: CommunProps) => {
  const defaire = useDefaire();
  const { rattache, numero } = groupe;
  if (!rattache) return null;
  const geste = gestesDebout(d.connus.rattachements).findLast(
    (r) => r.numero === numero && r.usagerId === rattache.usagerId && r.geste === 'RATTACHER',
  );
  return (
    <>
      <Text size="sm">
        Rattaché à <b>{d.nomUsager(rattache.usagerId)}</b>
        {geste ? ` par ${nomAuteur(d.etat, geste.auteur)}` : ''}. Ces appels quittent la liste dès que le serveur les a
        rapprochés.
      </Text>
      <Group gap="sm">
        <EtatGeste envoye={rattache.envoye} />
        {geste ? (
          <Button size="compact-xs" variant="default" onClick={() => defaire([geste])}>
            Annuler
          </Button>
        ) : null}
      </Group>
      <Appels donnees={d} groupe={groupe} lignes={lignes} />
    </>
  );
};

type Props = FormulaireProps & { titre: string; fermer: () => void };

/** The chosen group of calls: what it is, whom it is probably about, and what to do. */
export const PanneauGroupe = ({ titre, fermer, ...props }: Props) => {
  const { groupe: g } = props;
  const aujourdhui = useAujourdhui();
  const [premier, dernier] = [g.premier, g.dernier].map((i) => dateBreve(dateParis(i), aujourdhui));
  const periode = premier === dernier ? ` le ${dernier}` : ` du ${premier} au ${dernier}`;
  return (
    <aside
      className="panneau"
      aria-labelledby="panneau-titre"
      onKeyDown={(ev) => {
        if (ev.key === 'Escape' && !ev.defaultPrevented) fermer();
      }}
    >
      <TetePanneau id="panneau-titre" titre={titre} fermer={fermer}>
        {pluriel(g.attentes.length, 'appel')}
        {periode}
      </TetePanneau>
      {g.rattache ? <DejaRattache {...props} /> : null}
      {!g.rattache && g.genre === 'NUMERO' ? (
        <>
          <Rattacher {...props} />
          <PrevuesAutour attentes={g.attentes} lignes={props.lignes} />
        </>
      ) : null}
      {g.genre === 'MASQUE' || g.genre === 'MOBILE' ? <SansRattachement {...props} /> : null}
      {g.genre === 'AIDE' ? <AideInconnue {...props} /> : null}
    </aside>
  );
};
