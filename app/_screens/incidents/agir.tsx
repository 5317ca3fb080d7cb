import { Button, Group, NativeSelect, Textarea } from '@mantine/core';
import {
  CATEGORIES_INCIDENT,
  categorieSchema,
  type DemandeGeste,
  GESTES_INCIDENT,
  GRAVITES_INCIDENT,
  graviteSchema,
  type IncidentsLus,
  type IncidentVu,
  type NomGeste,
} from '#shared/contrats/incident';
import { etatApres } from '#shared/domain/incident/plier';
import { useMaintenant } from '../../_data/hooks';
import { agirIncident } from '../../_data/incidents';
import { BrouillonRepris, useBrouillon } from '../../_ui/brouillon';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { useAction } from '../compte/appeler';
import { nommerPanne } from './mots';

type Props = { i: IncidentVu; lus: IncidentsLus; surSuite: (i: IncidentVu) => void };

const ECRITS = [
  'REPONDRE',
  'DEMANDER',
  'RESOUDRE',
  'ROUVRIR',
  'CONFIRMER',
  'PRENDRE',
] as const satisfies readonly NomGeste[];

/** What one may do of an incident as it is: the words first, then what they do. */
export const Agir = ({ i, lus, surSuite }: Props) => {
  const maintenant = useMaintenant();
  const { refus, enCours, faire, erreur } = useAction();
  const tapee = useBrouillon(`incident ${i.cle}`, () => ({ message: '' }));
  const { message } = tapee.valeur;
  const permis = (geste: NomGeste): boolean => {
    const { qui } = GESTES_INCIDENT[geste];
    return (qui === 'TOUS' || lus.cote === 'ASSISTANCE') && etatApres(i.etat, { geste, cote: lus.cote }) !== undefined;
  };
  const agir = (d: Omit<DemandeGeste, 'incident'>): void =>
    void faire(
      () => agirIncident({ incident: i.cle, ...d }),
      (suite) => {
        // What is only qualified anew is not answered.
        if (d.message !== undefined) tapee.effacer();
        surSuite(suite);
      },
    );
  const gestes = ECRITS.filter((g) => permis(g) && !(g === 'PRENDRE' && i.etat === 'PRIS'));
  return (
    <form className="incident__agir" onSubmit={(ev) => ev.preventDefault()}>
      <BrouillonRepris de={tapee} />
      <Textarea
        label="Votre message"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4_000}
        value={message}
        onChange={(ev) => tapee.changer({ message: ev.currentTarget.value })}
        error={erreur('MESSAGE')}
      />
      <ErreurFormulaire message={erreur('MESSAGE') === undefined ? refus?.message : undefined} />
      <Group gap="xs">
        {gestes.map((geste, n) => (
          <Button
            key={geste}
            size="xs"
            variant={n === 0 ? 'filled' : 'default'}
            disabled={enCours}
            onClick={() => agir({ geste, message })}
          >
            {GESTES_INCIDENT[geste].libelle}
          </Button>
        ))}
      </Group>
      {permis('REQUALIFIER') ? (
        <div className="incident__qualifier">
          <NativeSelect
            size="xs"
            label="Gravité"
            value={i.gravite}
            disabled={enCours}
            data={Object.entries(GRAVITES_INCIDENT).map(([value, { libelle }]) => ({ value, label: libelle }))}
            onChange={(ev) => agir({ geste: 'REQUALIFIER', gravite: graviteSchema.parse(ev.currentTarget.value) })}
          />
          <NativeSelect
            size="xs"
            label="Catégorie"
            value={i.categorie}
            disabled={enCours}
            data={Object.entries(CATEGORIES_INCIDENT).map(([value, label]) => ({ value, label }))}
            onChange={(ev) => agir({ geste: 'REQUALIFIER', categorie: categorieSchema.parse(ev.currentTarget.value) })}
          />
          {lus.pannes.length > 0 ? (
            <NativeSelect
              size="xs"
              label="Panne liée"
              value=""
              disabled={enCours}
              data={[
                { value: '', label: 'Choisir une panne…' },
                ...lus.pannes.map((p, n) => ({ value: String(n), label: nommerPanne(p, maintenant) })),
              ]}
              onChange={(ev) => {
                const panne = lus.pannes[Number(ev.currentTarget.value)];
                if (ev.currentTarget.value !== '' && panne) agir({ geste: 'LIER', panne });
              }}
            />
          ) : null}
        </div>
      ) : null}
    </form>
  );
};
