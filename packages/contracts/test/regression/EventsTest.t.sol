// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, SignedOrder, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IAppeals} from "../../src/interfaces/IAppeals.sol";
import {ICourt} from "../../src/interfaces/ICourt.sol";
import {ILateVotes} from "../../src/interfaces/ILateVotes.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {BitmapLib} from "../../src/libraries/BitmapLib.sol";
import {CommitteeLib} from "../../src/libraries/CommitteeLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskSteps} from "../support/TaskSteps.sol";
import {Vm} from "../support/Vm.sol";

/// @notice What events alone tell, in the order in which they came.
/// @dev A committee that no event tells is drawn again from places and the seed: the SDK's index does that, and is held
/// against random histories. Here every committee is told.
contract Index {
    using BitmapLib for uint16;
    using CommitteeLib for Committee;

    struct Known {
        Order order;
        Committee committee;
        Digest output;
        bool isDecided;
        bool isOverturned;
        address appellant;
        uint64 deposit;
    }

    uint64 private immutable HARD_SLASH;

    mapping(uint16 seat => uint256) public balanceOf;
    mapping(uint16 seat => address) public ownerOf;
    mapping(address account => uint256) public creditOf;
    uint256 public owedTreasury;
    mapping(bytes32 task => Known) private _tasks;

    constructor(uint64 hardSlash) {
        HARD_SLASH = hardSlash;
    }

    function read(Vm.Log calldata log) external {
        if (log.topics.length == 0) return;
        _readSeat(log.topics[0], log);
        _readTask(log.topics[0], log);
        _readVerdict(log.topics[0], log);
        _readAppeal(log.topics[0], log);
        _readOrder(log.topics[0], log);
    }

    function _account(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }

    function _readSeat(bytes32 kind, Vm.Log calldata log) private {
        if (log.topics.length < 2) return;
        uint16 seat = uint16(uint256(log.topics[1]));
        if (kind == IPlaces.Joined.selector) {
            ownerOf[seat] = _account(log.topics[2]);
            balanceOf[seat] = abi.decode(log.data, (uint64));
        } else if (kind == IPlaces.ToppedUp.selector) {
            balanceOf[seat] += abi.decode(log.data, (uint64));
        } else if (kind == IPlaces.Offered.selector) {
            (, uint64 fee,) = abi.decode(log.data, (uint8, uint64, uint256));
            balanceOf[seat] -= fee;
        } else if (kind == IPlaces.Pruned.selector) {
            uint64 bounty = abi.decode(log.data, (uint64));
            balanceOf[seat] -= bounty;
            creditOf[_account(log.topics[2])] += bounty;
        } else if (kind == IPlaces.Claimed.selector) {
            _readClaim(seat, _account(log.topics[2]), log.data);
        } else if (kind == IPlaces.SeatWithdrawn.selector) {
            balanceOf[seat] = 0;
        }
    }

    function _readClaim(uint16 seat, address author, bytes calldata data) private {
        (uint64 amount, uint64 cut, uint64 part, bool asCredit) = abi.decode(data, (uint64, uint64, uint64, bool));
        balanceOf[seat] -= amount;
        owedTreasury += cut;
        creditOf[author] += part;
        if (asCredit) creditOf[ownerOf[seat]] += amount - cut - part;
    }

    function _readTask(bytes32 kind, Vm.Log calldata log) private {
        if (kind == ITasks.TaskAdded.selector) {
            _tasks[log.topics[1]].order = abi.decode(log.data, (Order));
        } else if (kind == ITasks.CommitteeDrawn.selector) {
            _tasks[log.topics[1]].committee = abi.decode(log.data, (Committee));
        } else if (kind == ITasks.Slashed.selector) {
            (uint64 amount,) = abi.decode(log.data, (uint64, bool));
            balanceOf[uint16(uint256(log.topics[2]))] -= amount;
        } else if (kind == ITasks.RoundTipPaid.selector || kind == ITasks.RoundTipReturned.selector) {
            creditOf[_account(log.topics[2])] += abi.decode(log.data, (uint64));
        }
    }

    function _readVerdict(bytes32 kind, Vm.Log calldata log) private {
        if (kind == ITasks.Decided.selector) {
            (Digest output, uint16 winners, Committee committee) = abi.decode(log.data, (Digest, uint16, Committee));
            Known storage t = _tasks[log.topics[1]];
            (t.isDecided, t.output, t.committee) = (true, output, committee);
            _reward(t, winners, t.order.share);
        } else if (kind == ITasks.Undecided.selector) {
            (uint256 refund, uint256 kept, uint16 paid) = abi.decode(log.data, (uint256, uint256, uint16));
            creditOf[_account(log.topics[2])] += refund;
            Known storage t = _tasks[log.topics[1]];
            _reward(t, paid, kept / t.order.committeeSize);
        } else if (kind == ICourt.Revealed.selector || kind == ILateVotes.VoteAdded.selector) {
            _readVote(_tasks[log.topics[1]], log.data);
        } else if (kind == ILateVotes.Punished.selector) {
            (,, uint64 bounty) = abi.decode(log.data, (uint8, Digest, uint64));
            creditOf[_account(log.topics[2])] += bounty;
        } else if (kind == ILateVotes.Closed.selector) {
            (, uint64 bounty) = abi.decode(log.data, (uint256, uint64));
            creditOf[_account(log.topics[2])] += bounty;
        }
    }

    /// @dev After a decision that nobody overturned, who agrees is paid, unless its seat could not pay for a lie.
    function _readVote(Known storage t, bytes calldata data) private {
        (uint8 member, Digest output) = abi.decode(data, (uint8, Digest));
        if (!t.isDecided || t.isOverturned || output != t.output) return;
        if (balanceOf[t.committee.seatAt(member)] >= HARD_SLASH) _reward(t, BitmapLib.bit(member), t.order.share);
    }

    function _reward(Known storage t, uint16 members, uint256 amount) private {
        for (uint256 member; member < t.order.committeeSize; ++member) {
            if (members.has(member)) balanceOf[t.committee.seatAt(member)] += amount;
        }
    }

    function _readAppeal(bytes32 kind, Vm.Log calldata log) private {
        Known storage t = _tasks[log.topics.length > 1 ? log.topics[1] : bytes32(0)];
        if (kind == IAppeals.Appealed.selector) {
            (t.appellant, t.deposit) = (_account(log.topics[3]), abi.decode(log.data, (uint64)));
        } else if (kind == IAppeals.AppealEnded.selector) {
            (, uint64 lost) = abi.decode(log.data, (bool, uint64));
            creditOf[t.appellant] += t.deposit - lost;
        } else if (kind == IAppeals.Overturned.selector) {
            t.isOverturned = true;
            (,,, uint256 reward, uint64 deposit) = abi.decode(log.data, (Digest, uint256, uint256, uint256, uint64));
            creditOf[t.appellant] += reward + deposit;
        } else if (kind == IAppeals.Repaid.selector) {
            balanceOf[uint16(uint256(log.topics[2]))] += abi.decode(log.data, (uint64));
        }
    }

    function _readOrder(bytes32 kind, Vm.Log calldata log) private {
        if (kind == IOrders.Deposited.selector) {
            creditOf[_account(log.topics[1])] += abi.decode(log.data, (uint256));
        } else if (kind == IOrders.Withdrawn.selector) {
            creditOf[_account(log.topics[1])] = 0;
        } else if (kind == IOrders.OrderSubmitted.selector) {
            Order storage order = _tasks[log.topics[1]].order;
            (, uint64 tip) = abi.decode(log.data, (address, uint64));
            creditOf[_account(log.topics[2])] -= uint256(order.committeeSize) * order.share + order.roundTip + tip;
            creditOf[_account(log.topics[3])] += tip;
        }
    }
}

/// @notice P10, A23: who reads events knows what everybody has.
contract EventsTest is TaskSteps {
    function assertTold() private {
        Index index = new Index(hardSlash());
        Vm.Log[] memory logs = takeLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == address(consensus)) index.read(logs[i]);
        }
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            assertEq(index.balanceOf(seat), balanceOf(seat), "a seat's balance");
        }
        address[3] memory accounts = [REQUESTER, STRANGER, address(this)];
        for (uint256 i; i < 3; ++i) {
            assertEq(index.creditOf(accounts[i]), consensus.credit(accounts[i]), "a credit");
        }
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            address owner = ownerOf(seat);
            assertEq(index.creditOf(owner), consensus.credit(owner), "an owner's credit");
        }
        assertEq(index.owedTreasury(), consensus.owedTreasury(), "the treasury's");
    }

    function test_A23_eventsTellSeatsThatComeAndGo() public {
        openList(100, 5, STRANGER, 1_000);
        earnFor(hardSlash(), 1_000);
        for (uint16 seat = 24; seat < 29; ++seat) {
            withdrawOffer(seat);
        }
        nextEpoch();
        // To another list: its rewards leave as a credit.
        offer(24, Digest.wrap(keccak256("another model")), 2);
        payingPrank(STRANGER, 77);
        consensus.topUp{value: valueOf(77)}(25, 77);
        claim(earn(hardSlash()));
        eject(7);
        consensus.prune(7);
        free(9);
        offer(join(200), 1);
        assertTold();
    }

    function test_P10_eventsTellLaneOne() public {
        Terms memory terms = ask(7);
        settled(terms, outputsWith(7, 2, LIE));
        terms = ask(7);
        Digest[] memory outputs = outputsOf(7, TRUTH);
        (outputs[5], outputs[6]) = (UNAVAILABLE, LIE);
        Committee committee = settledBy(terms, outputs, all(6));
        consensus.addVote(lateVoteOf(terms, committee, outputs, 6));
        consensus.punish(contradictionOf(terms, committee, 2, OTHER_LIE));
        terms = ask(7);
        committee = settledBy(terms, outputsOf(7, TRUTH), all(5));
        consensus.addVote(lateVoteOf(terms, committee, outputsOf(7, TRUTH), 5));
        vm.warp(deadAt(terms));
        consensus.close(idOf(terms), committee);
        terms = askByBeacon(3, 500);
        consensus.draw(terms);
        consensus.settle(settlementOf(terms, UNAVAILABLE));
        noteAccount(address(this));
        assertTold();
    }

    function test_P10_eventsTellTheCourt() public {
        Terms memory terms = ask(7);
        Committee committee = keepCommittee(terms);
        commitAll(terms, outputsFrom(7, all(6), TRUTH));
        toReveals(terms);
        for (uint8 member; member < 5; ++member) {
            reveal(terms, member, TRUTH);
        }
        vm.warp(deadAt(terms));
        consensus.close(idOf(terms), committee);
        terms = ask(5);
        revealedBy(terms, all(3), TRUTH);
        vm.warp(revealEnd(terms));
        consensus.finalize(idOf(terms));
        terms = ask(5);
        convened(terms, outputsOf(5, TRUTH), all(5));
        revealAll(terms, outputsOf(5, TRUTH));
        assertOutput(terms, TRUTH);
        noteAccount(address(this));
        assertTold();
    }

    function test_P10_eventsTellAppeals() public {
        Terms memory terms = ask(7);
        settled(terms, outputsWith(7, 6, LIE));
        silentAppeal(terms);
        concludedAppeal(terms, TRUTH);
        terms = ask(7);
        settled(terms);
        concludedAppeal(terms, TRUTH);
        assertTold();
    }

    function test_P10_eventsTellOrders() public {
        payingPrank(STRANGER, p.bond);
        consensus.deposit{value: valueOf(p.bond)}(REQUESTER, p.bond);
        SignedOrder[] memory orders = new SignedOrder[](1);
        orders[0] = SignedOrder(orderOf(3), REQUESTER, address(0), 100, type(uint64).max, "");
        vm.prank(REQUESTER);
        assertTrue(!consensus.submitOrders(orders)[0].isNone(), "added");
        vm.prank(REQUESTER);
        consensus.withdraw();
        assertTold();
    }
}
