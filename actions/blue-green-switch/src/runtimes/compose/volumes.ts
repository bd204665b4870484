import type { Model, Project } from '@slipway/docker';
import type { Shell } from '@slipway/shell';

/**
 * Volumes of the application outlive every colour, so they are no colour's own: they are created as compose would create them in the team's own
 * project.
 */
export async function ensureVolumes(shell: Shell, project: Project, color: Model): Promise<void> {
  for (const key of Object.keys(color.volumes ?? {})) {
    const own = project.model.volumes?.[key];
    const name = color.volumes?.[key]?.name;
    if (!name || own?.external) continue;
    // A driver that was changed in the file later is no reason to refuse the volume that is there.
    if ((await shell.run(['docker', 'volume', 'inspect', name], { allowFailure: true })).code === 0) continue;
    const labels = { 'com.docker.compose.project': project.name, 'com.docker.compose.volume': key };
    const options = Object.entries((own?.['driver_opts'] as Record<string, string> | undefined) ?? {});
    const driver = typeof own?.['driver'] === 'string' ? ['--driver', own['driver']] : [];
    const given = [
      ...Object.entries(labels).map(([label, value]) => `--label=${label}=${value}`),
      ...options.map(([key, value]) => `--opt=${key}=${value}`),
    ];
    await shell.run(['docker', 'volume', 'create', ...driver, ...given, name]);
  }
}
