// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {Link} from "./Link.sol";

/// @notice Plays the same game on the contract and on the models: any steps, in any order, at any time. What a model's
/// guard allows the contract must do, what it forbids the contract must refuse, and after each step both must say the
/// same.
contract ModelLinkTest is Link {
    uint256 private constant STEPS = 48;
    uint256 private constant SIGNERS = 32;

    uint256 private _dice;
    mapping(bytes32 task => uint64) private _nonceOf;
    /// @dev How often each step was taken by both.
    mapping(string step => uint256) private _taken;

    /// forge-config: default.fuzz.runs = 48
    /// forge-config: ci.fuzz.runs = 192
    /// forge-config: nightly.fuzz.runs = 2000
    function testFuzz_link_sameStepsSameState(uint256 seed) public {
        _play(seed, STEPS);
    }

    /// @dev Long enough for every step to be taken: one that never is would link nothing.
    function test_link_takesEveryStep() public {
        // More than a block holds where nothing is optimized, as for coverage.
        vm.pauseGasMetering();
        uint256 id = vm.snapshotState();
        string[17] memory steps = _steps();
        uint256[17] memory total;
        for (uint256 game; game < 24; ++game) {
            uint256[17] memory counts = this.play(game);
            for (uint256 i; i < steps.length; ++i) {
                total[i] += counts[i];
            }
            vm.revertToState(id);
        }
        for (uint256 i; i < steps.length; ++i) {
            vm.snapshotValue("ModelLink", steps[i], total[i]);
            assertGt(total[i], 0, string.concat("never taken: ", steps[i]));
        }
    }

    /// @dev A call of its own, so that it has memory of its own.
    function play(uint256 seed) external returns (uint256[17] memory counts) {
        _play(seed, STEPS);
        string[17] memory steps = _steps();
        for (uint256 i; i < steps.length; ++i) {
            counts[i] = _taken[steps[i]];
        }
    }

    function _steps() private pure returns (string[17] memory) {
        return [
            string("join"),
            "exit",
            "withdrawSeat",
            "claim",
            "withdraw",
            "sweepTreasury",
            "sweepSink",
            "addTask",
            "cancel",
            "commit",
            "reveal",
            "finalize",
            "settle",
            "punish",
            "appeal",
            "overturn",
            "repay"
        ];
    }

    /* TEETH */

    function test_link_noticesMoneyThatOnlyTheModelMoves() public {
        ledger.join();
        _expectUnlinked();
    }

    function test_link_noticesMoneyThatOnlyTheContractMoves() public {
        join(SEATS);
        _expectUnlinked();
    }

    function test_link_noticesASeatThatOnlyTheModelMoves() public {
        seatModel(0).exit();
        _expectUnlinked();
    }

    function test_link_noticesASeatThatOnlyTheContractMoves() public {
        exit(0);
        _expectUnlinked();
    }

    function test_link_noticesATaskThatOnlyTheModelMoves() public {
        bytes32 task = _newTask(3);
        life(task).commit();
        _expectUnlinked();
    }

    function test_link_noticesATaskThatOnlyTheContractMoves() public {
        bytes32 task = _newTask(3);
        nextBlock();
        commit(task, 0, TRUTH);
        _expectUnlinked();
    }

    function test_link_noticesAnAppealThatOnlyOneMoves() public {
        bytes32 task = _newTask(3);
        nextBlock();
        Task memory before = consensus.getTask(task);
        consensus.settle(settlementOf(task, TRUTH));
        _settled(task, before, outputsOf(3, TRUTH));
        assertLinked();
        appealModel(task).appeal();
        _expectUnlinked();
    }

    function _expectUnlinked() private view {
        try this.compare() {
            assertTrue(false, "nothing noticed");
        } catch {}
    }

    function compare() external view {
        assertLinked();
    }

    /* GAME */

    function _play(uint256 seed, uint256 steps) private {
        _dice = uint256(keccak256(abi.encode(seed)));
        assertLinked();
        for (uint256 i; i < steps; ++i) {
            _step(_roll(22));
            assertLinked();
        }
    }

    function _step(uint256 action) private {
        if (action < 4) return _stepOfSeat(action, uint16(_roll(seatModels.length)));
        if (action == 21) return _stepOfSeat(2, _leavingSeat());
        if (action < 7) return _stepOfMoney(action);
        if (action == 7 || action > 17 && action < 21) return _passTime();
        if (action == 8 || tasks.length == 0) return _addTask();
        _stepOfTask(action, _anyTask());
    }

    /// @dev Some seat if none leaves.
    function _leavingSeat() private returns (uint16 seat) {
        for (uint16 i; i < seatModels.length; ++i) {
            if (seatModel(i).taken() && seatModel(i).to() != 0) seat = i;
        }
    }

    function _stepOfSeat(uint256 action, uint16 seat) private {
        if (action == 0) return _join();
        address owner = consensus.getSeat(seat).owner;
        if (owner == address(0)) return;
        uint256 balance = balanceOf(seat);
        vm.prank(owner);
        if (action == 1) {
            if (_both(_tries(abi.encodeCall(consensus.exit, (seat))), seatModel(seat).canExit(), "exit")) {
                seatModel(seat).exit();
            }
        } else if (action == 2) {
            if (_both(
                    _tries(abi.encodeCall(consensus.withdrawSeat, (seat))),
                    seatModel(seat).canWithdraw(),
                    "withdrawSeat"
                )) {
                seatModel(seat).withdraw();
                ledger.payFromSeat(balance, _cutOf(balance));
            }
        } else if (_both(_tries(abi.encodeCall(consensus.claim, (seat))), seatModel(seat).canClaim(), "claim")) {
            seatModel(seat).claim();
            ledger.payFromSeat(balance - p.bond, _cutOf(balance));
        }
    }

    function _cutOf(uint256 balance) private view returns (uint256) {
        uint256 reward = balance > p.bond ? balance - p.bond : 0;
        return reward - afterCut(reward);
    }

    function _join() private {
        uint256 i = _roll(SIGNERS);
        (bool held,) = consensus.seatOf(signerOf(i));
        if (held) return;
        _joined(join(i));
        ++_taken["join"];
    }

    function _stepOfMoney(uint256 action) private {
        address account = _roll(2) == 0 ? REQUESTER : STRANGER;
        uint256 credit = consensus.credit(account);
        vm.prank(account);
        if (action == 4 && _both(_tries(abi.encodeCall(consensus.withdraw, ())), credit != 0, "withdraw")) {
            ledger.withdraw(credit);
        }
        if (
            action == 5
                && _both(_tries(abi.encodeCall(consensus.sweepTreasury, ())), ledger.treasury() != 0, "sweepTreasury")
        ) {
            ledger.sweepTreasury();
        }
        if (action == 6 && _both(_tries(abi.encodeCall(consensus.sweepSink, ())), ledger.sink() != 0, "sweepSink")) {
            ledger.sweepSink();
        }
    }

    function _passTime() private {
        uint256 dice = _roll(12);
        vm.roll(vm.getBlockNumber() + 1 + (dice == 0 ? 9_000 : _roll(3)));
        uint256[6] memory steps =
            [uint256(1), p.commitWindow, p.revealWindow, p.proofWindow, p.appealWindow, p.unbondingPeriod];
        skip(dice < 6 ? _roll(40) : steps[dice - 6] - 1 + _roll(3));
    }

    /* TASKS */

    function _addTask() private {
        if (consensus.activeSeats() < 15) return;
        _newTask(uint8(3 + _roll(7)));
        ++_taken["addTask"];
    }

    function _newTask(uint8 size) private returns (bytes32 task) {
        uint64 nonce = nextNonce;
        task = addTask(size, boundFee(_roll(type(uint256).max), size));
        _nonceOf[task] = nonce;
        _added(task);
    }

    /// @dev The newest half of the time.
    function _anyTask() private returns (bytes32) {
        return tasks[_roll(2) == 0 ? tasks.length - 1 : _roll(tasks.length)];
    }

    function _stepOfTask(uint256 action, bytes32 task) private {
        if (action == 9) return _finalize(task);
        if (action == 10) return _cancel(task);
        if (action == 11) return _overturn(task);
        if (!_knowsCommittee(task)) return;
        if (action == 12) return _court(task);
        if (action == 13) return _revealSome(task);
        if (action == 14) return _punish(task);
        if (action == 15) return _appeal(task);
        _settle(task);
    }

    function _knowsCommittee(bytes32 task) private view returns (bool known) {
        (known,) = address(consensus).staticcall(abi.encodeCall(consensus.committee, (task)));
    }

    /// @dev Left to chance alone a court would hardly ever sit.
    function _court(bytes32 task) private {
        _commitSome(task);
        if (_roll(3) == 0) return;
        if (_roll(2) == 0 && vm.getBlockTimestamp() < commitEnd(task)) vm.warp(commitEnd(task));
        _revealSome(task);
    }

    function _commitSome(bytes32 task) private {
        uint8 size = consensus.getTask(task).committeeSize;
        for (uint8 member; member < size; ++member) {
            if (_roll(12) == 0 || consensus.getTask(task).committed & (1 << member) != 0) continue;
            bytes32 commitment = commitmentFor(task, member, _someOutput());
            vm.prank(signerAt(task, member));
            bool done = _tries(abi.encodeCall(consensus.commit, (task, member, commitment)));
            if (_both(done, life(task).canCommit(), "commit")) life(task).commit();
        }
    }

    function _revealSome(bytes32 task) private {
        uint8 size = consensus.getTask(task).committeeSize;
        for (uint8 member; member < size; ++member) {
            Task memory t = consensus.getTask(task);
            bool sealed_ = (t.committed & ~t.revealed) & (1 << member) != 0;
            if (_roll(12) != 0 && sealed_) _reveal(task, member, t);
        }
    }

    function _reveal(bytes32 task, uint8 member, Task memory t) private {
        bytes32 output = _openingOf(task, member);
        bool done = _tries(abi.encodeCall(consensus.reveal, (task, member, output, saltOf(task, member))));
        if (!_both(done, life(task).canReveal(), "reveal")) return;
        life(task).reveal();
        t.revealed |= uint16(1 << member);
        if (t.revealed == t.committed) _closed(task, t);
    }

    function _openingOf(bytes32 task, uint8 member) private view returns (bytes32) {
        bytes32 commitment = consensus.ballots(task)[member];
        if (commitment == commitmentFor(task, member, TRUTH)) return TRUTH;
        return commitment == commitmentFor(task, member, LIE) ? LIE : UNAVAILABLE;
    }

    function _finalize(bytes32 task) private {
        Task memory t = consensus.getTask(task);
        bool done = _tries(abi.encodeCall(consensus.finalize, (task)));
        if (_both(done, life(task).canFinalize(), "finalize")) _closed(task, t);
    }

    function _cancel(bytes32 task) private {
        Task memory t = consensus.getTask(task);
        if (!_tries(abi.encodeCall(consensus.cancel, (task)))) return;
        life(task).cancel();
        if (task == tasks[0]) ledger.refundThis();
        else ledger.refund(t.fee);
        _closedAppeal(task, 0);
        ++_taken["cancel"];
    }

    /// @dev By the requester, who may leave votes out.
    function _settle(bytes32 task) private {
        Task memory t = consensus.getTask(task);
        bytes32[] memory outputs = new bytes32[](t.committeeSize);
        bytes32 main = _someOutput();
        for (uint256 member; member < outputs.length; ++member) {
            outputs[member] = _roll(8) == 0 ? _someOutput() : main;
        }
        bytes32[] memory votes = new bytes32[](t.committeeSize);
        for (uint256 member; member < outputs.length; ++member) {
            if (_roll(10) != 0) votes[member] = outputs[member];
        }
        Settlement memory settlement = settlementOf(task, outputs, uint16(_voters(votes)));
        vm.prank(subjectOf[task] == 0 ? REQUESTER : STRANGER);
        bool done = _tries(abi.encodeCall(consensus.settle, (settlement)));
        (, uint256 most) = _mostPopular(votes);
        if (_both(done, life(task).canSettle(most), "settle")) _settled(task, t, votes);
    }

    function _punish(bytes32 task) private {
        Task memory t = consensus.getTask(task);
        uint8 member = uint8(_roll(t.committeeSize));
        bytes32 output = _someOutput();
        bytes memory call = abi.encodeCall(consensus.punish, (contradiction(task, member, output)));
        vm.prank(STRANGER);
        if (!_tries(call)) return;
        uint96 before = t.punished & (1 << member) == 0 ? 0 : t.fee / t.committeeSize;
        uint256 slashed = _slash(task, member, hardSlash() - before);
        ledger.punish(slashed, _least(slashed / 10, t.fee / t.committeeSize));
        life(task).punish(_count(consensus.getTask(task).committed), _count(consensus.getTask(task).revealed));
        ++_taken["punish"];
    }

    function _appeal(bytes32 task) private {
        if (consensus.getTask(task).state != State.Decided || subjectOf[task] != 0) return;
        if (consensus.activeSeats() < 15) return;
        uint96 fee = minimumFee(15);
        uint64 nonce = nextNonce++;
        fundedPrank(STRANGER, fee);
        Terms memory terms = Terms(REQUESTER, _nonceOf[task], MODEL, PROMPT);
        (bool done, bytes memory answer) =
            address(consensus).call{value: fee}(abi.encodeCall(consensus.appeal, (task, terms, fee, nonce)));
        if (!_both(done, appealModel(task).canAppeal(), "appeal")) return;
        appealModel(task).appeal();
        bytes32 appealTask = abi.decode(answer, (bytes32));
        subjectOf[appealTask] = task;
        _added(appealTask);
        if (_roll(3) == 0) return;
        nextBlock();
        _settle(appealTask);
        _overturn(task);
    }

    function _overturn(bytes32 task) private {
        Task memory t = consensus.getTask(task);
        if (t.state != State.Decided) return;
        bool done = _tries(abi.encodeCall(consensus.overturn, (task)));
        if (!_both(done, appealModel(task).canOverturn(), "overturn")) return;
        appealModel(task).overturn();
        (,, bytes32 appealTask,) = consensus.result(task);
        uint256 slashed;
        for (uint8 member; member < t.committeeSize; ++member) {
            if (t.winners & (1 << member) != 0) slashed += _slash(task, member, p.bond);
        }
        uint256 repaid = _repaid(task, t, consensus.getTask(appealTask).output, slashed);
        ledger.overturn(slashed, repaid, _least(slashed - repaid, 2 * uint256(consensus.getTask(appealTask).fee)));
    }

    function _least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    /// @dev Who was slashed for the output that the appeal found.
    function _repaid(bytes32 task, Task memory t, bytes32 output, uint256 pool) private returns (uint256 repaid) {
        bytes32[] memory ballots = consensus.ballots(task);
        for (uint8 member; member < t.committeeSize; ++member) {
            bool wasRight = t.punished & t.revealed & ~t.winners & (1 << member) != 0 && ballots[member] == output;
            if (!wasRight || repaid + hardSlash() > pool) continue;
            repaid += hardSlash();
            ++_taken["repay"];
            seatModel(seatAt(task, member)).reward(hardSlash());
        }
    }

    /* DICE */

    function _someOutput() private returns (bytes32) {
        uint256 dice = _roll(10);
        return dice < 6 ? TRUTH : dice < 9 ? LIE : UNAVAILABLE;
    }

    function _roll(uint256 sides) private returns (uint256) {
        _dice = uint256(keccak256(abi.encode(_dice)));
        return _dice % sides;
    }

    function _tries(bytes memory call) private returns (bool done) {
        (done,) = address(consensus).call(call);
    }

    /// @dev Both do it, or neither.
    function _both(bool done, bool allowed, string memory step) private returns (bool) {
        assertEq(done, allowed, string.concat("only one of them does ", step));
        if (done) ++_taken[step];
        return done;
    }
}
