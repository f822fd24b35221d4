// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seat, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {Test} from "../support/Test.sol";
import {Observer} from "./Observer.sol";

/// @notice Everything anybody can do, in any order: honest nodes, and every third signer an attacker who lies together
/// with the others, withholds, stays away or copies a commitment. Each action does something that must succeed, or
/// nothing; what must hold after a step is asserted here, what must hold always in the invariants.
contract Handler is Observer {
    uint256 public constant SIGNERS = 24;
    uint256 public constant REQUESTERS = 3;
    uint256 private constant MAXIMUM_TASKS = 400;

    /// @dev How often each action did something.
    mapping(bytes4 action => uint256) public successes;
    mapping(bytes32 task => mapping(uint8 member => bytes32)) private _outputs;

    constructor(IConsensus c) Observer(c) {}

    modifier counted() {
        _;
        ++successes[msg.sig];
    }

    /* SEATS */

    function join(uint256 i) external {
        i = bound(i, 0, SIGNERS - 1);
        (bool held,) = consensus.seatOf(signerAt(i));
        if (!held && hasRoom()) _join(i);
    }

    function _join(uint256 i) private counted {
        (uint96 bond, uint16 slots) = (p.bond, consensus.seatCount());
        fundedPrank(signerAt(i), bond);
        uint16 seat = consensus.join{value: bond}(ownerAt(i));
        if (seat < slots) _observeReuse(seat);
    }

    /// @dev Seldom, or there would be nobody to draw.
    function exit(uint256 i, bool bySigner) external {
        (bool held, uint16 seat) = consensus.seatOf(signerAt(bound(i, 0, 4 * SIGNERS)));
        if (held && consensus.getSeat(seat).to == 0) _exit(seat, bySigner);
    }

    function _exit(uint16 seat, bool bySigner) private counted {
        Seat memory s = consensus.getSeat(seat);
        vm.prank(bySigner ? s.signer : s.owner);
        consensus.exit(seat);
    }

    function withdrawSeat(uint256 i) external {
        (bool held, uint16 seat) = consensus.seatOf(signerAt(bound(i, 0, SIGNERS - 1)));
        Seat memory s = consensus.getSeat(seat);
        if (held && s.to != 0 && vm.getBlockTimestamp() >= uint256(s.to) + p.unbondingPeriod) _withdrawSeat(seat, s);
    }

    function _withdrawSeat(uint16 seat, Seat memory s) private counted {
        uint256 before = s.owner.balance;
        vm.prank(s.owner);
        consensus.withdrawSeat(seat);
        assertEq(s.owner.balance - before, s.balance, "the whole balance is paid");
        delete lost[seat];
    }

    function claim(uint256 i) external {
        (bool held, uint16 seat) = consensus.seatOf(signerAt(bound(i, 0, SIGNERS - 1)));
        if (held && consensus.getSeat(seat).balance > p.bond) _claim(seat);
    }

    function _claim(uint16 seat) private counted {
        Seat memory s = consensus.getSeat(seat);
        uint256 before = s.owner.balance;
        vm.prank(s.owner);
        consensus.claim(seat);
        assertEq(s.owner.balance - before, s.balance - p.bond, "the reward is paid");
        assertEq(consensus.getSeat(seat).balance, p.bond, "the bond stays");
    }

    /* TASKS */

    function addTask(uint256 requester, uint256 size, uint256 fee) external {
        uint8 committeeSize = uint8(bound(size, 3, 15));
        if (mayAddTask(committeeSize)) _addTask(requesterAt(bound(requester, 0, REQUESTERS - 1)), committeeSize, fee);
    }

    /// @dev A task that nobody disturbs, up to its decision; attackers are in one mood throughout.
    function wholeTask(uint256 requester, uint256 size, uint256 mood) external {
        uint8 committeeSize = uint8(bound(size, 3, size % 2 == 0 ? 3 : 15));
        if (!mayAddTask(committeeSize)) return;
        _addTask(requesterAt(bound(requester, 0, REQUESTERS - 1)), committeeSize, mood);
        nextBlock();
        bytes32 task = tasks[tasks.length - 1];
        if (!knowsCommittee(task)) return;
        _commitAll(task, mood);
        if (isCommitting(task)) vm.warp(commitEnd(task));
        _revealAll(task, mood);
        if (consensus.getTask(task).state == State.Open && mayFinalize(task)) _finalize(task);
    }

    function _addTask(address requester, uint8 size, uint256 amount) private counted {
        uint256 fee = bound(amount, uint256(p.minimumFeePerSeat) * size, uint256(hardSlash()) * size);
        fundedPrank(requester, fee);
        _observeTask(
            consensus.addTask{value: fee}(
                Order(keccak256("model"), keccak256(abi.encode(amount)), size, uint96(fee), uint64(tasks.length))
            )
        );
    }

    function draw(uint256 t) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists && !isDrawn[task] && isCommitting(task) && knowsCommittee(task)) _draw(task);
    }

    function _draw(bytes32 task) private counted {
        consensus.draw(task);
        _observeDraw(task);
    }

    function commit(uint256 t, uint256 m, uint256 mood) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (!exists) return;
        uint8 member = uint8(bound(m, 0, consensus.getTask(task).committeeSize - 1));
        if (mayCommit(task, member)) _commit(task, member, mood);
    }

    /// @dev All who have not committed yet, but attackers may be in the mood to stay away.
    function commitAll(uint256 t, uint256 mood) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists && knowsCommittee(task)) _commitAll(task, mood);
    }

    function _commitAll(bytes32 task, uint256 mood) private {
        uint8 size = consensus.getTask(task).committeeSize;
        for (uint8 member; member < size; ++member) {
            if (mayCommit(task, member) && !staysAway(task, member, mood)) _commit(task, member, mood);
        }
    }

    function _commit(bytes32 task, uint8 member, uint256 mood) private counted {
        (uint16[] memory seats, address[] memory signers) = consensus.committee(task);
        assertEq(consensus.getTask(task).revealed, 0, "no commit after a reveal");
        bytes32 output = isAttacker(signers[member]) ? lieOf(mood) : TRUTH;
        bytes32 commitment = consensus.commitmentOf(task, seats[member], output, saltOf(task, member));
        // A copier cannot open what it copied: its vote stays withheld.
        if (isAttacker(signers[member]) && mood % 5 == 0 && member > 0) commitment = copied(task, member, commitment);
        _outputs[task][member] = output;
        vm.prank(signers[member]);
        consensus.commit(task, member, commitment);
        _observeDraw(task);
    }

    function reveal(uint256 t, uint256 m) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (!exists) return;
        uint8 member = uint8(bound(m, 0, consensus.getTask(task).committeeSize - 1));
        if (mayReveal(task, member)) _reveal(task, member);
    }

    /// @dev All who can, but attackers may be in the mood to withhold.
    function revealAll(uint256 t, uint256 mood) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists && isDrawn[task]) _revealAll(task, mood >> 8);
    }

    function _revealAll(bytes32 task, uint256 mood) private {
        uint8 size = consensus.getTask(task).committeeSize;
        for (uint8 member; member < size; ++member) {
            if (mayReveal(task, member) && !staysAway(task, member, mood)) _reveal(task, member);
        }
    }

    function _reveal(bytes32 task, uint8 member) private counted {
        _beforeClose(task);
        consensus.reveal(task, member, _outputs[task][member], saltOf(task, member));
        if (consensus.getTask(task).state != State.Open) _afterClose(task);
    }

    function finalize(uint256 t) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists && mayFinalize(task)) _finalize(task);
    }

    function _finalize(bytes32 task) private counted {
        _beforeClose(task);
        consensus.finalize(task);
        _afterClose(task);
    }

    /* MONEY */

    function withdraw(uint256 i) external {
        address requester = requesterAt(bound(i, 0, REQUESTERS - 1));
        if (consensus.credit(requester) != 0) _withdraw(requester);
    }

    function _withdraw(address requester) private counted {
        uint256 credit = consensus.credit(requester);
        uint256 before = requester.balance;
        vm.prank(requester);
        consensus.withdraw();
        assertEq(requester.balance - before, credit, "the credit is paid");
    }

    function sweepTreasury() external {
        if (consensus.owedTreasury() != 0) _sweepTreasury();
    }

    function _sweepTreasury() private counted {
        consensus.sweepTreasury();
    }

    function sweepSink() external {
        if (consensus.owedSink() != 0) _sweepSink();
    }

    function _sweepSink() private counted {
        consensus.sweepSink();
    }

    /// @dev As a self-destructing contract could.
    function force(uint256 amount) external counted {
        amount = bound(amount, 1, 1 ether);
        vm.deal(address(consensus), address(consensus).balance + amount);
        forced += amount;
    }

    /* TIME */

    /// @dev Mostly seconds; now and then past a window, or past an unbonding.
    function pass(uint256 elapsed, uint256 blocks) external counted {
        uint256 kind = uint256(keccak256(abi.encode(elapsed))) % 64;
        if (kind < 54) skip(bound(elapsed, 1, 20));
        else if (kind < 58) skip(p.commitWindow);
        else if (kind < 61) skip(p.revealWindow);
        else if (kind < 63) skip(p.proofWindow);
        else skip(bound(elapsed, 1, 2 * uint256(p.unbondingPeriod)));
        vm.roll(vm.getBlockNumber() + bound(blocks, 1, kind == 0 ? 300 : 3));
    }

    /* PEOPLE */

    function signerAt(uint256 i) public pure returns (address) {
        return address(uint160(0x5160000000 + i));
    }

    function ownerAt(uint256 i) public pure returns (address) {
        return address(uint160(0x0870000000 + i));
    }

    function requesterAt(uint256 i) public pure returns (address) {
        return address(uint160(0x4e90000000 + i));
    }

    function isAttacker(address signer) public pure override returns (bool) {
        return uint160(signer) % 3 == 0;
    }

    function lieOf(uint256 mood) private view returns (bytes32) {
        return mood % 4 == 0 ? UNAVAILABLE : LIE;
    }

    function staysAway(bytes32 task, uint8 member, uint256 mood) private view returns (bool) {
        (, address[] memory signers) = consensus.committee(task);
        return isAttacker(signers[member]) && mood % 3 == 0 && uint256(keccak256(abi.encode(mood, member))) % 2 == 0;
    }

    function copied(bytes32 task, uint8 member, bytes32 own) private view returns (bytes32) {
        bytes32 others = consensus.ballots(task)[member - 1];
        return others == 0 ? own : others;
    }

    function saltOf(bytes32 task, uint8 member) private pure returns (bytes32) {
        return keccak256(abi.encode("salt", task, member));
    }

    /* WHAT MUST SUCCEED */

    function mayCommit(bytes32 task, uint8 member) private view returns (bool) {
        if (!isCommitting(task) || !knowsCommittee(task)) return false;
        return consensus.getTask(task).committed & (1 << member) == 0;
    }

    function mayReveal(bytes32 task, uint8 member) private view returns (bool) {
        Task memory t = consensus.getTask(task);
        if (t.state != State.Open || isCommitting(task)) return false;
        if (vm.getBlockTimestamp() >= revealEnd(task)) return false;
        if (t.committed & (1 << member) == 0 || t.revealed & (1 << member) != 0) return false;
        bytes32 opened =
            consensus.commitmentOf(task, committeeOf[task][member], _outputs[task][member], saltOf(task, member));
        return opened == consensus.ballots(task)[member];
    }

    function mayFinalize(bytes32 task) private view returns (bool) {
        Task memory t = consensus.getTask(task);
        if (vm.getBlockTimestamp() >= revealEnd(task)) return true;
        return vm.getBlockTimestamp() >= commitEnd(task) && t.committed == t.revealed;
    }

    function hasRoom() private view returns (bool) {
        uint16 slots = consensus.seatCount();
        for (uint16 seat; seat < slots; ++seat) {
            if (consensus.getSeat(seat).signer == address(0)) return true;
        }
        return slots < p.maximumSeats;
    }

    function mayAddTask(uint8 committeeSize) private view returns (bool) {
        return consensus.activeSeats() >= committeeSize && tasks.length < MAXIMUM_TASKS;
    }

    /// @dev The committee can be computed: it is written down, or the block's hash is within reach and the draw works.
    function knowsCommittee(bytes32 task) private view returns (bool) {
        try consensus.committee(task) {
            return true;
        } catch {
            return false;
        }
    }
}
