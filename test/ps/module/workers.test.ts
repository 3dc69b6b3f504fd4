// The runspaces beside that of a cmdlet: what a cmdlet leaves idle, the next one takes.
import assert from 'node:assert/strict';
import { inPowerShell } from './support.js';

describe('The worker of a cmdlet', () => {
  /** What `ways` come to: each gets the worker that was first opened, and the runspace in which it worked. */
  const workIn = (ways: string) =>
    inPowerShell<Record<string, unknown>>(`& $module {
      function Start-Nap { Wait-EflowWork -TimeoutSeconds 60 -Work (Start-EflowWork -Worker $args[0] -Command 'Test-EflowElevated') | Out-Null }
      $worker = Open-EflowWorker
      Start-Nap $worker
      $runspace = $worker.Runspace
      ${ways}
    }`);

  it('takes the runspace that another one left, with what is loaded in it', async () => {
    const { output, thrown } = await workIn(`
      Close-EflowWorker -Worker $worker
      $next = Open-EflowWorker
      @{ left = $null -eq $worker.Runspace; taken = [object]::ReferenceEquals($next.Runspace, $runspace); alone = $null -eq (Open-EflowWorker).Runspace }`);
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.deepEqual(output, [{ left: true, taken: true, alone: true }]);
  });

  it('has the one that it had, of several in their order', async () => {
    const { output } = await workIn(`
      $other = Open-EflowWorker
      Start-Nap $other
      $before = @($worker, $other) | ForEach-Object { $_.Runspace.Id }
      $other, $worker | ForEach-Object { Close-EflowWorker -Worker $_ }
      $after = @(Open-EflowWorker; Open-EflowWorker) | ForEach-Object { $_.Runspace.Id }
      @{ before = @($before); after = @($after) }`);
    assert.deepEqual(output[0]?.['after'], output[0]?.['before']);
  });

  it('leaves none that is at work, and takes none that is old', async () => {
    const { output } = await workIn(`
      $busy = Start-EflowWork -Worker $worker -Command 'Start-Sleep' -Parameters @{ Seconds = 60 }
      Close-EflowWorker -Worker $worker
      $afterBusy = $null -eq (Open-EflowWorker).Runspace
      $idle = Open-EflowWorker
      Start-Nap $idle
      $idle.OpenedAt = [datetime]::UtcNow.AddMinutes(-11)
      Close-EflowWorker -Worker $idle
      @{ afterBusy = $afterBusy; afterLong = $null -eq (Open-EflowWorker).Runspace }`);
    assert.deepEqual(output, [{ afterBusy: true, afterLong: true }]);
  });

  it('leaves nothing open when the module is removed', async () => {
    const { output } = await inPowerShell<{ open: string; closed: string }>(`
      $runspace = & $module {
        $worker = Open-EflowWorker
        Wait-EflowWork -TimeoutSeconds 60 -Work (Start-EflowWork -Worker $worker -Command 'Test-EflowElevated') | Out-Null
        $worker.Runspace
        Close-EflowWorker -Worker $worker
      }
      $open = "$($runspace.RunspaceStateInfo.State)"
      Remove-Module -Name EflowNetDiag
      for ($turn = 0; $turn -lt 100 -and "$($runspace.RunspaceStateInfo.State)" -ne 'Closed'; $turn++) { [System.Threading.Thread]::Sleep(50) }
      @{ open = $open; closed = "$($runspace.RunspaceStateInfo.State)" }`);
    assert.deepEqual(output, [{ open: 'Opened', closed: 'Closed' }]);
  });
});
