// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, Parameters, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IAppeals} from "../../src/interfaces/IAppeals.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {ILateVotes} from "../../src/interfaces/ILateVotes.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {BitmapLib} from "../../src/libraries/BitmapLib.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {AfterEach} from "./AfterEach.sol";
import {Vm} from "./Vm.sol";

/// @notice A test after which the books are checked: what the contract holds is what it owes, to the unit. Which tasks
/// there are, and who may be owed something, its events tell.
abstract contract Ledger is AfterEach {
    using BitmapLib for uint16;

    /// @dev In the asset's smallest unit: what nobody paid in by a function.
    uint256 internal forced;
    bytes32[] private _tasks;
    address[] private _accounts;
    mapping(bytes32 word => bool) private _isKnown;

    /// @dev Zero for a test that has none.
    function deployment() internal view virtual returns (IConsensus);

    function assetOf(address account) internal view virtual returns (uint256);

    /// @dev For tests that read events: what is read once is not told again.
    function takeLogs() internal returns (Vm.Log[] memory logs) {
        logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics.length != 0) note(logs[i]);
        }
    }

    function note(Vm.Log memory log) private {
        bytes32 kind = log.topics[0];
        if (kind == ITasks.TaskAdded.selector) {
            if (isNew(log.topics[1])) _tasks.push(log.topics[1]);
            noteAccount(log.topics[2]);
        } else if (
            kind == ITasks.RoundTipPaid.selector || kind == ILateVotes.Punished.selector
                || kind == IPlaces.Claimed.selector || kind == IPlaces.Pruned.selector
        ) {
            noteAccount(log.topics[2]);
        } else if (kind == IAppeals.Appealed.selector || kind == IOrders.OrderSubmitted.selector) {
            noteAccount(log.topics[3]);
        } else if (kind == IOrders.Deposited.selector) {
            noteAccount(log.topics[1]);
        } else if (kind == IPlaces.Joined.selector) {
            noteAccount(log.topics[2]);
        }
    }

    function noteAccount(bytes32 word) private {
        if (isNew(word)) _accounts.push(address(uint160(uint256(word))));
    }

    /// @dev Who gets something without an event that names it.
    function noteAccount(address account) internal {
        noteAccount(bytes32(uint256(uint160(account))));
    }

    function isNew(bytes32 word) private returns (bool) {
        if (_isKnown[word]) return false;
        return _isKnown[word] = true;
    }

    function afterEach() external virtual override {
        checkBooks();
    }

    function checkBooks() internal {
        takeLogs();
        if (address(deployment()) != address(0)) checkBalance(deployment());
    }

    function checkBalance(IConsensus consensus) private view {
        Parameters memory p = consensus.parameters();
        uint256 owed = consensus.owedTreasury() + consensus.owedSink();
        for (uint256 seat; seat < consensus.seatCount(); ++seat) {
            owed += consensus.getSeat(uint16(seat)).balance;
        }
        for (uint256 i; i < _accounts.length; ++i) {
            owed += consensus.credit(_accounts[i]);
        }
        for (uint256 i; i < _tasks.length; ++i) {
            owed += owedFor(consensus, TaskId.wrap(_tasks[i]));
        }
        uint256 held = assetOf(address(consensus));
        vm.assertEq(held, owed * p.unit + forced, "what is here is what is owed");
    }

    /// @dev The fee of an open task, shares that may still be claimed, what liars lost, and a deposit that is at risk.
    function owedFor(IConsensus consensus, TaskId task) internal view returns (uint256 owed) {
        Task memory t = consensus.getTask(task);
        owed = consensus.heldOf(task);
        if (t.state == State.Open) owed += uint256(t.share) * t.committeeSize + t.roundTip;
        if (t.state != State.Decided) return owed;
        uint16 unknown = BitmapLib.all(t.committeeSize) & ~t.revealed;
        if (!t.closed) owed += uint256(t.share) * unknown.count();
        Appeal memory a = consensus.getAppeal(task);
        if (!a.concluded) owed += a.deposit;
    }
}
