// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State, Terms} from "../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../src/interfaces/IConsensusErrors.sol";
import {BitmapLib} from "../src/libraries/BitmapLib.sol";
import {Committee} from "../src/types/Committee.sol";
import {Digest} from "../src/types/Digest.sol";
import {TaskId} from "../src/types/TaskId.sol";
import {Network} from "./Network.sol";

/// @notice Plays on the contract what the economic model says of everybody's money: vectors/money.json, whose columns
/// scripts/economics/money-vectors.ts explains.
contract EconomicsVectorsTest is Network {
    using BitmapLib for uint16;

    uint256 private constant MEMBERS = 15;
    uint256 private constant SETTLE = 0;
    uint256 private constant COURT = 1;
    Digest private constant OTHER = Digest.wrap(keccak256("other"));

    /// @dev What a member does, as the vectors number it.
    uint256 private constant ABSENT = 0;
    uint256 private constant WITHHELD = 5;
    uint256 private constant LATE_TRUTH = 6;
    uint256 private constant LATE_UNAVAILABLE = 8;
    uint256 private constant COPIED = 10;

    struct Case {
        uint256 index;
        uint256 lane;
        uint256[] deeds;
        Terms terms;
        TaskId task;
        Committee committee;
        uint16[] seats;
        /// What each member sealed: none for those who are not in the seal.
        Digest[] outputs;
        uint64[] balances;
        uint256 owedSink;
    }

    string private _json;

    function setUp() public override {
        super.setUp();
        _json = vm.readFile("test/vectors/money.json");
        assertEq(p.bond, column(".bond")[0], "bond");
        assertEq(p.minimumShare, column(".minimumShare")[0], "least share");
        assertEq(p.slashBps, column(".slashBps")[0], "slash");
        assertEq(p.protocolFeeBps, column(".protocolFeeBps")[0], "protocol fee");
    }

    function seatsAtStart() internal pure override returns (uint256) {
        return 0;
    }

    /* TABLES */

    function fixtureIndex() public view returns (uint256[] memory) {
        return indices(".lane");
    }

    function table_money(uint256 index) public {
        Case memory c = begin(index);
        play(c);
        end(c);
        check(c);
    }

    function fixtureOverturn() public view returns (uint256[] memory) {
        return indices(".overturns.of");
    }

    function table_overturns(uint256 overturn) public {
        Case memory c = begin(column(".overturns.of")[overturn]);
        play(c);
        (uint64 deposit, uint8 size) = consensus.appealTermsOf(c.terms);
        assertEq(deposit, column(".overturns.deposit")[overturn], "deposit");
        assertEq(size, column(".overturns.appealSize")[overturn], "size");
        (Terms memory appealTerms,) = appealOf(c.terms);
        assertEq(appealTerms.order.share, column(".overturns.appealShare")[overturn], "share");
        start(appealTerms);
        consensus.settle(settlementOf(appealTerms, TRUTH));
        noteBalances(c);
        consensus.conclude(c.task, c.committee);
        checkOverturn(c, overturn);
    }

    /* PLAYING */

    function begin(uint256 index) private returns (Case memory c) {
        (c.index, c.lane) = (index, column(".lane")[index]);
        c.deeds = members(".deeds", index, column(".size")[index]);
        openList(column(".places")[index], 0);
        // At most fifteen.
        // forge-lint: disable-next-line(unsafe-typecast)
        Order memory order = orderOf(uint8(c.deeds.length));
        // forge-lint: disable-next-line(unsafe-typecast)
        order.share = uint64(column(".share")[index]);
        c.terms = ask(order);
        (c.task, c.seats, c.committee) = (idOf(c.terms), seatsOf(c.terms), keepCommittee(c.terms));
        c.outputs = new Digest[](c.deeds.length);
        for (uint256 member; member < c.deeds.length; ++member) {
            if (c.deeds[member] != COPIED) c.outputs[member] = outputOf(c.deeds[member]);
        }
        noteBalances(c);
    }

    function play(Case memory c) private {
        if (c.lane == SETTLE) return playSettlement(c);
        if (c.lane == COURT) {
            commitAll(c.terms, c.outputs);
            toReveals(c.terms);
        } else {
            bytes32[] memory commitments = commitmentsOf(c.task, c.seats, c.outputs);
            uint16 seen = whoDid(c, ABSENT + 1, WITHHELD);
            consensus.convene(c.terms, commitments, acknowledgementsOf(c.terms, commitments, seen));
        }
        revealInOrder(c);
        addLateVotes(c);
    }

    function playSettlement(Case memory c) private {
        uint16 brought = whoDid(c, ABSENT + 1, WITHHELD - 1);
        if (brought == 0) return;
        uint16 copiers = whoDid(c, COPIED, COPIED);
        if (copiers != 0) copy(c, copiers);
        consensus.settle(settlementOf(c.terms, c.outputs, brought));
        addLateVotes(c);
        if (copiers != 0) expectCopiesAreKnown(c, copiers);
    }

    function copy(Case memory c, uint16 copiers) private {
        consensus.draw(c.terms);
        for (uint8 member; member < c.deeds.length; ++member) {
            if (copiers.has(member)) commit(c.task, c.seats[member], member, TRUTH);
        }
    }

    function expectCopiesAreKnown(Case memory c, uint16 copiers) private {
        toReveals(c.terms);
        for (uint8 member; member < c.deeds.length; ++member) {
            if (!copiers.has(member)) continue;
            vm.expectRevert(abi.encodeWithSelector(IConsensusErrors.AlreadyRevealed.selector, c.task, member));
            consensus.reveal(c.task, member, TRUTH, saltOf(c.task, member));
        }
    }

    /// @dev As long as the contract takes it.
    function revealInOrder(Case memory c) private {
        uint16 opening = whoDid(c, ABSENT + 1, WITHHELD - 1);
        for (uint8 member; member < c.deeds.length; ++member) {
            if (!opening.has(member) || stateOf(c.terms) == State.Undecided) continue;
            consensus.reveal(c.task, member, c.outputs[member], saltOf(c.task, member));
        }
    }

    function addLateVotes(Case memory c) private {
        uint16 late = whoDid(c, LATE_TRUTH, LATE_UNAVAILABLE);
        for (uint8 member; member < c.deeds.length; ++member) {
            if (late.has(member)) consensus.addVote(lateVoteOf(c.terms, c.committee, c.outputs, member));
        }
    }

    /// @dev Until nothing more can come of the task.
    function end(Case memory c) private {
        if (stateOf(c.terms) == State.Open) {
            vm.warp(revealEnd(c.terms));
            consensus.finalize(c.task);
        }
        if (stateOf(c.terms) != State.Decided) return;
        vm.warp(deadAt(c.terms));
        address closer = makeAddress("closer");
        noteAccount(closer);
        if (taskOf(c.terms).revealed != BitmapLib.all(c.deeds.length)) {
            vm.prank(closer);
            consensus.close(c.task, c.committee);
        }
        assertEq(consensus.credit(closer), column(".closer")[c.index], "closer");
        assertEq(consensus.heldOf(c.task), column(".held")[c.index], "held");
        if (consensus.heldOf(c.task) == 0) return;
        if (consensus.verdict(c.task).appealable) toFinality(c.terms);
        consensus.release(c.task);
    }

    /* CHECKS */

    function check(Case memory c) private view {
        uint256 decided = column(".output")[c.index];
        assertEq(stateOf(c.terms) == State.Decided, decided != 0, "decided");
        if (decided != 0) {
            assertOutput(c.terms, outputOf(decided));
            assertEq(taskOf(c.terms).winners, column(".paid")[c.index], "winners");
        }
        assertEq(taskOf(c.terms).unavailable, column(".unavailable")[c.index] == 1, "unavailable");
        uint256[] memory gained = members(".gained", c.index, c.deeds.length);
        uint256[] memory lost = members(".lost", c.index, c.deeds.length);
        for (uint256 member; member < c.deeds.length; ++member) {
            assertEq(balanceOf(c.seats[member]) + lost[member], c.balances[member] + gained[member], "seat");
        }
        assertEq(consensus.credit(REQUESTER), column(".requester")[c.index], "requester");
        assertEq(consensus.owedSink() - c.owedSink, column(".sink")[c.index], "sink");
    }

    function checkOverturn(Case memory c, uint256 overturn) private view {
        uint256[] memory repaid = members(".overturns.repaid", overturn, c.deeds.length);
        uint16 winners = taskOf(c.terms).winners;
        for (uint256 member; member < c.deeds.length; ++member) {
            uint256 lost = winners.has(member) ? p.bond : 0;
            assertEq(balanceOf(c.seats[member]) + lost, c.balances[member] + repaid[member], "repaid");
        }
        assertEq(consensus.owedSink() - c.owedSink, column(".overturns.sink")[overturn], "sink");
        // What is taken from whoever won and what was held is what goes out.
        uint256 reward = column(".overturns.reward")[overturn];
        assertEq(
            column(".overturns.slashed")[overturn], sum(repaid) + reward + column(".overturns.sink")[overturn], "pool"
        );
        uint256 back = column(".overturns.deposit")[overturn] + reward;
        assertEq(consensus.credit(STRANGER), back, "appellant");
    }

    /* READING */

    function outputOf(uint256 deed) private pure returns (Digest) {
        if (deed == ABSENT) return Digest.wrap(0);
        if (deed == 2 || deed == 7) return LIE;
        if (deed == 3) return OTHER;
        if (deed == 4 || deed == LATE_UNAVAILABLE) return UNAVAILABLE;
        return TRUTH;
    }

    function whoDid(Case memory c, uint256 first, uint256 last) private pure returns (uint16 who) {
        for (uint256 member; member < c.deeds.length; ++member) {
            if (c.deeds[member] >= first && c.deeds[member] <= last) who |= BitmapLib.bit(member);
        }
    }

    function noteBalances(Case memory c) private view {
        c.owedSink = consensus.owedSink();
        c.balances = new uint64[](c.seats.length);
        for (uint256 member; member < c.seats.length; ++member) {
            c.balances[member] = balanceOf(c.seats[member]);
        }
    }

    function sum(uint256[] memory amounts) private pure returns (uint256 total) {
        for (uint256 i; i < amounts.length; ++i) {
            total += amounts[i];
        }
    }

    function column(string memory key) private view returns (uint256[] memory) {
        return vm.parseJsonUintArray(_json, key);
    }

    /// @dev Of fifteen entries a row those that are somebody's.
    function members(string memory key, uint256 row, uint256 size) private view returns (uint256[] memory own) {
        uint256[] memory all = column(key);
        own = new uint256[](size);
        for (uint256 member; member < size; ++member) {
            own[member] = all[MEMBERS * row + member];
        }
    }

    function indices(string memory key) private view returns (uint256[] memory all) {
        all = new uint256[](vm.parseJsonUintArray(vm.readFile("test/vectors/money.json"), key).length);
        for (uint256 i; i < all.length; ++i) {
            all[i] = i;
        }
    }
}
