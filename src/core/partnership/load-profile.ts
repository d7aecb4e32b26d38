import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCsvFile } from '#platform/checked-files/csv-file.ts';
import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import { readMarkdownFile } from '#platform/checked-files/markdown-file.ts';
import { readYamlFile } from '#platform/checked-files/yaml-file.ts';
import { Agencies } from './agencies.ts';
import { Areas } from './areas.ts';
import { BankHolidays, bankHolidaysFile } from './bank-holidays.ts';
import { checkEvidenceSources } from './check-evidence-sources.ts';
import { checkInformationSharing } from './check-information-sharing.ts';
import * as checks from './check-profile.ts';
import { Definition, definitionFile } from './definition.ts';
import { EvidenceSources, evidenceSourcesFile } from './evidence-sources.ts';
import { GovernanceDocumentEntries, type GovernanceDocument } from './governance-document.ts';
import { Helplines } from './helplines.ts';
import { Identity } from './identity.ts';
import { InformationSharing, informationSharingFile } from './information-sharing.ts';
import { gatherOutlines, OutlineCorner } from './outline.ts';
import { Place } from './places.ts';
import { collectProblems, type ProblemCollector } from './problem-collector.ts';
import type { PartnershipProfile } from './profile.ts';
import type { ToBeEntered } from './profile-fields.ts';
import { ProfileProblems } from './profile-problems.ts';
import { PublicPageEntries, type PublicPage } from './public-page.ts';
import { checkRetention, Retention, retentionFile } from './retention.ts';
import { Strategy } from './strategy.ts';

/** Reads and checks a partnership profile. Throws ProfileProblems with everything that is wrong. */
export async function loadProfile(folder: string): Promise<PartnershipProfile> {
  const collector = collectProblems();
  const identity = collector.keep(await readYamlFile(folder, 'identity.yaml', Identity));
  const strategy = collector.keep(await readYamlFile(folder, 'strategy.yaml', Strategy));
  const definition = collector.keep(await readYamlFile(folder, definitionFile, Definition));
  const evidence = collector.keep(await readYamlFile(folder, evidenceSourcesFile, EvidenceSources));
  const areas = collector.keep(await readYamlFile(folder, 'areas.yaml', Areas));
  const agencies = collector.keep(await readYamlFile(folder, 'agencies.yaml', Agencies));
  const sharing = collector.keep(
    await readYamlFile(folder, informationSharingFile, InformationSharing),
  );
  const holidays = collector.keep(await readYamlFile(folder, bankHolidaysFile, BankHolidays));
  const retention = collector.keep(await readYamlFile(folder, retentionFile, Retention));
  const helplines = collector.keep(await readYamlFile(folder, 'helplines.yaml', Helplines));
  const places = collector.keep(await readCsvFile(folder, 'places.csv', Place));
  const outline = collector.keep(await readCsvFile(folder, 'outline.csv', OutlineCorner));
  const pages = await readPages(folder, collector);
  const governanceDocuments = await readGovernanceDocuments(folder, collector);

  if (identity) checks.checkIdentity(collector, identity);
  if (strategy) checks.checkStrategy(collector, strategy);
  if (definition) checks.checkDefinition(collector, definition);
  if (areas) checks.checkAreas(collector, areas);
  if (helplines) checks.checkHelplines(collector, helplines);
  if (areas && agencies) {
    const districts = new Set(areas.value.districts.map((district) => district.id));
    checks.checkAgencies(collector, agencies, districts);
  }
  if (definition && evidence && agencies) {
    const known = new Set(agencies.value.agencies.map(({ id }) => id));
    checkEvidenceSources(collector, evidence, definition.value, known);
  }
  if (agencies && sharing) checkInformationSharing(collector, sharing, agencies.value.agencies);
  if (retention) checkRetention(collector, retention);
  if (areas && places && outline) checks.checkMap(collector, outline, places, areas.value);

  const everything =
    identity &&
    strategy &&
    definition &&
    evidence &&
    areas &&
    agencies &&
    helplines &&
    sharing &&
    retention;
  if (!everything || !holidays || !places || !outline || collector.problems.length > 0)
    throw new ProfileProblems(folder, collector.problems);
  return {
    identity: identity.value,
    strategy: strategy.value,
    definition: definition.value,
    definitionOrigin: { folder, line: definition.lineOf(['version']) },
    evidenceSources: evidence.value.evidence,
    areas: areas.value,
    agencies: agencies.value.agencies,
    informationSharing: sharing.value,
    governanceDocuments,
    retention: retention.value,
    helplines: helplines.value,
    bankHolidays: holidays.value.days.map(({ day }) => day),
    places: places.value,
    outlines: gatherOutlines(outline.value),
    pages,
    toBeEntered: [strategy, definition, evidence, areas].flatMap(listToBeEntered),
  };
}

function listToBeEntered(
  file: GoodFile<{ readonly toBeEntered: readonly ToBeEntered[] }>,
): PartnershipProfile['toBeEntered'] {
  return file.value.toBeEntered.map((entry) => ({ ...entry, file: file.file }));
}

async function readPages(folder: string, collector: ProblemCollector): Promise<PublicPage[]> {
  const names = await listMarkdown(join(folder, 'pages'));
  if (names.length === 0)
    collector.problems.push({ file: 'pages', line: 1, message: 'holds no Markdown pages' });
  const pages: PublicPage[] = [];
  for (const name of names) {
    const read = collector.keep(await readMarkdownFile(folder, `pages/${name}`, PublicPageEntries));
    if (!read) continue;
    const { frontMatter, body } = read.value;
    if (`${frontMatter.id}.md` !== name)
      collector.say(read, ['id'], `the id ${frontMatter.id} must be the name of the file`);
    pages.push({ ...frontMatter, body });
  }
  return pages.sort((a, b) => a.order - b.order || a.id.localeCompare(b.id, 'en'));
}

/** A partnership may have none yet. */
async function readGovernanceDocuments(
  folder: string,
  collector: ProblemCollector,
): Promise<GovernanceDocument[]> {
  const documents: GovernanceDocument[] = [];
  for (const name of await listMarkdown(join(folder, 'governance'))) {
    const path = `governance/${name}`;
    const read = collector.keep(await readMarkdownFile(folder, path, GovernanceDocumentEntries));
    if (!read) continue;
    const { frontMatter, body } = read.value;
    if (`${frontMatter.id}.md` !== name)
      collector.say(read, ['id'], `the id ${frontMatter.id} must be the name of the file`);
    documents.push({ ...frontMatter, body });
  }
  return documents.sort((a, b) => a.order - b.order || a.id.localeCompare(b.id, 'en'));
}

async function listMarkdown(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  } catch {
    return [];
  }
}
